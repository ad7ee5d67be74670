// WWW-Authenticate: how a registry wants to be convinced (RFC 9110, section 11).

#ifndef PKGREPO_OCI_CHALLENGE_H_
#define PKGREPO_OCI_CHALLENGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::oci {

struct Challenge {
  enum class Scheme { kBasic, kBearer };

  Scheme scheme = Scheme::kBasic;
  // Of Bearer: where tokens are issued, and for what service and scope to ask.
  std::string realm;
  std::string service;
  std::string scope;
};

// The first challenge of a known scheme among the header's values; Bearer is preferred to Basic.
std::optional<Challenge> ParseChallenges(const std::vector<std::string>& values);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_CHALLENGE_H_
