#include "ytt/validation/validate.h"

#include "base/error.h"
#include "starlark/values/operations.h"
#include "yaml/key_text.h"
#include "ytt/module/modules.h"
#include "ytt/validation/rule_set.h"
#include "ytt/value/convert.h"
#include "ytt/value/struct_value.h"

namespace pkgrepo::ytt {

using starlark::Thread;
using starlark::Value;
using yaml::Item;

namespace {

constexpr std::string_view kAnnotation = "assert/validate";

// One value and the rules for it. A copy, as rules are user code that may change the document.
struct Subject {
  std::string path;  // "" is the document
  Item item;
  yaml::Value parent;  // null for the document
  std::shared_ptr<const NodeMetadata> rules;
};

// Collects what is to be validated, in document order.
void Collect(const Item& item, const std::string& path, const yaml::Value& parent,
             std::vector<Subject>& subjects) {
  if (const Annotations* const annotations = GetAnnotations(item)) {
    if (annotations->validations) subjects.push_back({path, item, parent, annotations->validations});
    if (const Annotation* const annotation = annotations->Find(kAnnotation)) {
      subjects.push_back({path, item, parent, std::make_shared<RuleSet>(*annotation)});
    }
  }
  if (!item.value.is_node()) return;
  size_t index = 0;
  for (const Item& child : item.value.node()->items) {
    std::string child_path = path;
    if (item.value.is_array()) {
      child_path += "[" + std::to_string(index++) + "]";
    } else {
      child_path += (path.empty() ? "" : ".") + yaml::KeyText(child.key);
    }
    Collect(child, child_path, item.value, subjects);
  }
}

class Validator {
 public:
  Validator(Thread& thread, const yaml::Value& root)
      : thread_(thread), root_(root), assert_(MakeAssertModule()) {}

  // The paragraph about the subject; empty if it is fine.
  std::string Validate(const Subject& subject) {
    const auto& rules = static_cast<const RuleSet&>(*subject.rules);
    if (subject.item.value.is_null() && !rules.is_not_null()) return "";
    if (!IsWanted(subject, rules.when())) return "";

    const std::string by = " (by: " + rules.position().ToString() + ")\n";
    std::string findings;
    if (subject.item.value.is_null()) {
      findings = "    - must be: not null" + by + "      found: value is null\n";
    } else {
      const Value value = ToStarlark(subject.item.value);
      for (const ValidationRule& rule : rules.rules()) {
        if (const auto found = Break(rule, value))
          findings += "    - must be: " + rule.description + by + *found;
      }
    }
    if (findings.empty()) return "";
    return "  " + (subject.path.empty() ? "(document)" : subject.path) +
           "\n    from: " + subject.item.position.ToString() + "\n" + findings + "\n";
  }

 private:
  bool IsWanted(const Subject& subject, const Value& when) {
    if (!when.is_set()) return true;
    const std::string prefix = "Validating " + subject.path + ": ";
    const size_t parameters = starlark::ParameterCount(when);
    if (parameters != 1 && parameters != 2) {
      throw Error(prefix + "Failed to evaluate when=: function must accept 1 or 2 arguments (" +
                  std::to_string(parameters) + " given)");
    }
    std::vector<Value> arguments = {ToStarlark(subject.item.value)};
    if (parameters == 2) arguments.push_back(Surroundings(subject));
    Value wanted;
    try {
      wanted = starlark::Call(thread_, when, starlark::CallArguments(arguments.data(), arguments.size()));
    } catch (const Error& error) {
      throw Error(prefix + "Failure evaluating when=: " + error.message());
    }
    if (!wanted.is_bool()) {
      throw Error(prefix + "want when= to be bool, got " + std::string(starlark::TypeName(wanted)));
    }
    return wanted.as_bool();
  }

  Value Surroundings(const Subject& subject) const {
    return starlark::MakeRef<StructValue>(
        StructValue::Fields{{"parent", ToStarlark(subject.parent)}, {"root", ToStarlark(root_)}});
  }

  // What the rule has found, as a line or as nothing at all; nullopt if the value is fine.
  std::optional<std::string> Break(const ValidationRule& rule, const Value& value) {
    try {
      Value check = rule.check;
      if (!check.is_set()) {
        const Value make = starlark::GetAttr(assert_, rule.assertion);
        check = starlark::GetAttr(starlark::Call(thread_, make, {rule.argument}), "check");
      }
      const Value verdict = starlark::Call(thread_, check, {value});
      if (verdict.is_bool() && verdict.as_bool()) return std::nullopt;
      return "";
    } catch (const Error& error) {
      return "      found: " + WithoutPrefix(error.message()) + "\n";
    }
  }

  // fail("x") says "fail: x", and the check of an assertion "check: x".
  static std::string WithoutPrefix(const std::string& message) {
    for (const std::string_view prefix : {"fail: ", "check: "}) {
      if (message.starts_with(prefix)) return message.substr(prefix.size());
    }
    return message;
  }

  Thread& thread_;
  yaml::Value root_;
  Value assert_;
};

}  // namespace

void ValidateDataValues(Thread& thread, const Item& document) {
  std::string findings;
  try {
    std::vector<Subject> subjects;
    Collect(document, "", yaml::Value(), subjects);
    if (subjects.empty()) return;
    Validator validator(thread, document.value);
    for (const Subject& subject : subjects) findings += validator.Validate(subject);
  } catch (const Error& error) {
    findings = error.message();
  }
  if (!findings.empty()) throw Error("Validating final data values:\n" + findings);
}

}  // namespace pkgrepo::ytt
