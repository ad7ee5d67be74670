// Command-line flags with the conventions of the Carvel tools (pflag): `--name value`, `--name=value`,
// `-n value`, `-nvalue`, grouped short switches, `--switch=false`, and `--` to end the flags. Flags and
// arguments may be mixed.
//
//   FlagSet flags;
//   flags.StringArray(&options.files, "file", 'f', "Read the file or folder; may be repeated");
//   flags.Bool(&options.quiet, "quiet", 'q', "Print errors only");
//   std::vector<std::string> arguments = flags.Parse(words);
//
// A flag writes to the variable it was declared with, which must outlive the set; what the variable holds
// when it is declared is the default that the help shows. Errors are Error with pflag's words: "unknown flag:
// --x"; a hint names the nearest flag.

#ifndef PKGREPO_CLI_FLAGS_H_
#define PKGREPO_CLI_FLAGS_H_

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pkgrepo::cli {

struct Flag {
  std::string name;
  char shorthand = 0;  // 0 is none
  std::string type;    // as the help shows it: "string", "strings", "int" …; empty for a switch
  std::string usage;
  std::string default_text;   // as the help shows it; empty is none
  std::string value_if_bare;  // what `--name` alone stands for; empty if the flag needs a value
  std::function<void(const std::string&)> set;  // throws Error with the reason alone
  bool hidden = false;
};

class FlagSet {
 public:
  void Bool(bool* value, std::string name, char shorthand, std::string usage);
  void Int(int* value, std::string name, char shorthand, std::string usage);
  void String(std::string* value, std::string name, char shorthand, std::string usage);
  // Each occurrence is one value, as it is.
  void StringArray(std::vector<std::string>* value, std::string name, char shorthand, std::string usage);
  // Each occurrence is a comma-separated list (go/csv.h).
  void Strings(std::vector<std::string>* value, std::string name, char shorthand, std::string usage);
  // key=value pairs, comma-separated.
  void StringToString(std::map<std::string, std::string>* value, std::string name, char shorthand,
                      std::string usage);
  // Go's duration syntax: "300ms", "1.5h", "2h45m".
  void Duration(std::chrono::nanoseconds* value, std::string name, char shorthand, std::string usage);
  // Any other kind.
  void Add(Flag flag);
  // Leaves flag `name` out of the help. Precondition: it was declared.
  void Hide(std::string_view name);

  const std::vector<Flag>& flags() const { return flags_; }
  const Flag* Find(std::string_view name) const;
  const Flag* FindShorthand(char shorthand) const;
  bool Changed(std::string_view name) const;

  // Adds all flags of `other`, sharing its variables.
  void Append(const FlagSet& other);

  // Sets what `words` say and returns the words that are not flags, in order.
  std::vector<std::string> Parse(const std::vector<std::string>& words);

 private:
  size_t ParseLong(const std::vector<std::string>& words, size_t index);
  size_t ParseShort(const std::vector<std::string>& words, size_t index);
  void Set(const Flag& flag, const std::string& value);

  std::vector<Flag> flags_;
  std::vector<std::string> changed_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_FLAGS_H_
