#include "cli/flags.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/error.h"
#include "go/error_text.h"
#include "go/csv.h"

namespace pkgrepo::cli {
namespace {

struct Options {
  bool debug = false;
  bool tty = true;
  int retries = 5;
  std::string output;
  std::vector<std::string> files;
  std::vector<std::string> columns = {"a", "b"};
  std::map<std::string, std::string> labels;
  std::chrono::nanoseconds timeout = std::chrono::seconds(30);
};

FlagSet MakeFlags(Options& options) {
  FlagSet flags;
  flags.Bool(&options.debug, "debug", 'd', "Debug");
  flags.Bool(&options.tty, "tty", 't', "TTY");
  flags.Int(&options.retries, "retries", 0, "Retries");
  flags.String(&options.output, "output", 'o', "Output");
  flags.StringArray(&options.files, "file", 'f', "Files");
  flags.Strings(&options.columns, "column", 0, "Columns");
  flags.StringToString(&options.labels, "labels", 'l', "Labels");
  flags.Duration(&options.timeout, "timeout", 0, "Timeout");
  return flags;
}

std::string ErrorOf(const std::vector<std::string>& words) {
  Options options;
  try {
    MakeFlags(options).Parse(words);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("every way to write a flag") {
  Options options;
  FlagSet flags = MakeFlags(options);
  const std::vector<std::string> rest = flags.Parse(
      {"one", "-f", "a,b", "-fc", "-f=d", "--file=", "-dt=false", "--column", "x,\"y,z\"", "--column=w", "-l",
       "k=v,m=n=o", "--timeout", "1m30s", "--retries=-1", "two", "-", "--", "--debug"});
  CHECK(rest == std::vector<std::string>{"one", "two", "-", "--debug"});
  CHECK(options.files == std::vector<std::string>{"a,b", "c", "d", ""});
  CHECK(options.columns == std::vector<std::string>{"x", "y,z", "w"});
  CHECK(options.labels == std::map<std::string, std::string>{{"k", "v"}, {"m", "n=o"}});
  CHECK(options.debug);
  CHECK_FALSE(options.tty);
  CHECK(options.timeout == std::chrono::seconds(90));
  CHECK(options.retries == -1);
  CHECK(flags.Changed("file"));
  CHECK_FALSE(flags.Changed("output"));
}

TEST_CASE("what is wrong with a flag") {
  CHECK(ErrorOf({"--bogus=1"}) == "unknown flag: --bogus");
  CHECK(ErrorOf({"-dx"}) == "unknown shorthand flag: 'x' in -x");
  CHECK(ErrorOf({"-f"}) == "flag needs an argument: 'f' in -f");
  CHECK(ErrorOf({"--file"}) == "flag needs an argument: --file");
  CHECK(ErrorOf({"--=1"}) == "bad flag syntax: --=1");
  CHECK(ErrorOf({"---x"}) == "bad flag syntax: ---x");
  CHECK(ErrorOf({"--tty=maybe"}) ==
        "invalid argument \"maybe\" for \"-t, --tty\" flag: strconv.ParseBool: parsing \"maybe\": invalid "
        "syntax");
  CHECK(ErrorOf({"--retries=x"}) ==
        "invalid argument \"x\" for \"--retries\" flag: strconv.ParseInt: parsing \"x\": invalid syntax");
  CHECK(ErrorOf({"-l", "k"}) ==
        "invalid argument \"k\" for \"-l, --labels\" flag: k must be formatted as key=value");
  CHECK(ErrorOf({"--timeout=7"}) ==
        "invalid argument \"7\" for \"--timeout\" flag: time: missing unit in duration \"7\"");
}

TEST_CASE("lists are the first record of a text with comma-separated values") {
  using Fields = std::vector<std::string>;
  CHECK(go::ParseCsv("") == Fields{});
  CHECK(go::ParseCsv("a,b,") == Fields{"a", "b", ""});
  CHECK(go::ParseCsv("\"a,\"\"b\nc\",d") == Fields{"a,\"b\nc", "d"});
  CHECK(go::ParseCsv("a\n") == Fields{"a"});
  CHECK(go::ParseCsv("\r\na\r\nb") == Fields{"a"});
  CHECK_THROWS_WITH_AS(go::ParseCsv("\n"), "EOF", Error);
  CHECK_THROWS_WITH_AS(go::ParseCsv("a\"b"), "parse error on line 1, column 2: bare \" in non-quoted-field",
                       Error);
  CHECK_THROWS_WITH_AS(go::ParseCsv("\"a"),
                       "parse error on line 1, column 3: extraneous or missing \" in quoted-field", Error);
  CHECK_THROWS_WITH_AS(go::ParseCsv("\"a\" "),
                       "parse error on line 1, column 3: extraneous or missing \" in quoted-field", Error);
}

TEST_CASE("numbers and pairs in their other forms") {
  int number = 0;
  std::map<std::string, std::string> labels;
  FlagSet flags;
  flags.Int(&number, "number", 'n', "");
  flags.StringToString(&labels, "labels", 'l', "");
  for (const auto& [text, value] : std::map<std::string, int>{
           {"+7", 7}, {"-0x1F", -31}, {"017", 15}, {"0o17", 15}, {"0b101", 5}, {"0", 0}}) {
    CAPTURE(text);
    flags.Parse({"-n", text});
    CHECK(number == value);
  }
  for (const char* wrong : {"", "-", "--1", "0x", "08", "1_", "1.5"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(flags.Parse({"-n", wrong}), Error);
  }
  flags.Parse({"-l", "a=\"b\""});
  flags.Parse({"-l", "\"c=d,e\",f=g"});
  CHECK(labels == std::map<std::string, std::string>{{"a", "\"b"}, {"c", "d,e"}, {"f", "g"}});
  CHECK_THROWS_WITH_AS(flags.Parse({"-l", ""}),
                       "invalid argument \"\" for \"-l, --labels\" flag:  must be formatted as key=value",
                       Error);
}

TEST_CASE("an error's chain of causes is split in its first line") {
  CHECK(go::FormatErrorChain("Syncing directory: Fetching: no") == "Syncing directory:\n  Fetching: no");
  CHECK(go::FormatErrorChain("A: B: C: d") == "A:\n  B:\n    C: d");
  CHECK(go::FormatErrorChain("A (x: Y) B: C") == "A (x: Y) B:\n  C");
  CHECK(go::FormatErrorChain("did not find ',' or ']': More") == "did not find ',' or '");
  CHECK(go::FormatErrorChain("\n- a: B") == "\n- a: B");
}

}  // namespace pkgrepo::cli
