// --profile: where the time went.
//
//   Profile profile;
//   {
//     Profile::Span span = profile.Measure("evaluate");
//     …
//   }
//   profile.Print(std::cerr);

#ifndef PKGREPO_CLI_YTT_PROFILE_H_
#define PKGREPO_CLI_YTT_PROFILE_H_

#include <chrono>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace pkgrepo::cli {

class Profile {
 public:
  // A phase, from its making to its end.
  class Span {
   public:
    Span(Profile& profile, std::string name) : profile_(&profile), name_(std::move(name)) {}
    Span(Span&& other) noexcept;
    // Ends the phase that is assigned to.
    Span& operator=(Span&& other) noexcept;
    ~Span() { End(); }

   private:
    void End();

    Profile* profile_;
    std::string name_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  };

  // The profile must outlive the span.
  Span Measure(std::string name) { return Span(*this, std::move(name)); }

  // A line for each phase, in the order of their ends, and one for all.
  void Print(std::ostream& out) const;
  // "total: 1.2ms".
  void PrintTotal(std::ostream& out) const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::vector<std::pair<std::string, std::chrono::nanoseconds>> phases_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_PROFILE_H_
