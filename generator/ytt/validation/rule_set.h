// The rules of one @schema/validation or @assert/validate annotation.
//
//   @schema/validation ("a DNS label", dns_label), min_len=1, when=lambda v: …

#ifndef PKGREPO_YTT_VALIDATION_RULE_SET_H_
#define PKGREPO_YTT_VALIDATION_RULE_SET_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ytt/value/annotations.h"

namespace pkgrepo::ytt {

struct ValidationRule {
  std::string description;  // follows "must be: "
  // A function of the value that returns True if it is fine. Unset when `assertion` is given.
  starlark::Value check;
  // The function of the assert module that makes the check, and its argument (unset: none).
  std::string assertion;
  starlark::Value argument;
};

class RuleSet final : public NodeMetadata {
 public:
  // Throws Error "Invalid @schema/validation annotation - …".
  explicit RuleSet(const Annotation& annotation);

  // In the order in which they are run; without not_null.
  const std::vector<ValidationRule>& rules() const { return rules_; }
  bool is_not_null() const { return is_not_null_; }
  // A function of the value, or of the value and its surroundings; unset: always.
  const starlark::Value& when() const { return when_; }
  const yaml::Position& position() const { return position_; }

 private:
  void AddOwnRule(const Annotation& annotation, const starlark::Value& tuple);
  using KeywordArguments = std::map<std::string_view, starlark::Value>;
  void ReadKeyword(const Annotation& annotation, std::string_view keyword, const starlark::Value& value,
                   KeywordArguments& arguments);
  void AddKeywordRules(const KeywordArguments& arguments);

  std::vector<ValidationRule> rules_;
  bool is_not_null_ = false;
  starlark::Value when_;
  yaml::Position position_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALIDATION_RULE_SET_H_
