#include "packaging/plain_config.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

std::string Dump(const ConfigValue& value) {
  std::string text = std::to_string(static_cast<int>(value.kind)) + "@" + std::to_string(value.line) + "+" +
                     std::to_string(value.offset) + "'" + value.text + "'(";
  for (const ConfigValue* child : value.children) text += Dump(*child);
  return text + ")";
}

std::string Dump(const ConfigDocuments& documents) {
  std::string text;
  for (const ConfigValue* root : documents.roots) text += Dump(*root) + "\n";
  return text;
}

// What is left to yaml-cpp because of the last comment, which is not in ASCII.
std::string DumpOfWholeReader(const std::string& text) {
  ConfigDocuments documents{.file = "f"};
  try {
    ReadConfigDocuments(text + "\n# \xC3\xA9\n", documents);
  } catch (const Error& error) {
    return error.message();
  }
  return Dump(documents);
}

bool IsPlain(const std::string& text) {
  ConfigDocuments documents{.file = "f"};
  return ReadPlainConfig(text, documents);
}

void CheckAlike(const std::string& text) {
  CAPTURE(text);
  ConfigDocuments documents{.file = "f"};
  if (ReadPlainConfig(text, documents)) {
    CHECK(Dump(documents) == DumpOfWholeReader(text));
  } else {
    CHECK(documents.values.empty());
  }
}

TEST_CASE("What configuration is mostly like is plain") {
  for (const char* text :
       {"a: 1\n", "# of beta\npackages:\n- name: app\n  versions: [1.10.0, 2.0.0+x]\n", "---\na:\n  b: 'it is'\n  c: \"\"\n",
        "spec:\n  deploy:\n  - kapp: {}\n  fetch:\n  - imgpkgBundle:\n      image: h:5000/a@sha256:00\n  paths:\n  - '-'\n  - .imgpkg/images.yml\n",
        "a:\n- b\n\n- c: d\n  e: []\n# end\n", "a:\n    b: 1\nc: more words: than one\n"}) {
    CheckAlike(text);
    CHECK(IsPlain(text) == (std::string(text).find("words: ") == std::string::npos));
  }
}

TEST_CASE("What is not quite plain is left to the whole reader") {
  for (const char* text :
       {"", "\n", "# only a comment\n", "a:\n", "a: |\n  b\n", "a: b\n  c\n", "a: &x 1\n", "a: *x\n", "a: !t 1\n", "a: b # c\n",
        "a: 'it''s'\n", "a: \"b\\n\"\n", "a: [1\n", "a: {b: 1}\n", "a: 1\n---\nb: 2\n", "a: 1\n...\n", "%YAML 1.2\n", "- - a\n",
        "-\n  a: 1\n", "a: ~\n", "null: 1\n", "a: null\n", "a:\tb\n", "a: b\r\n", "a\n", "? a\n: b\n", "a: b: c\n", "a: b:\n",
        "a: 1\n b: 2\n", "a:\n  b: 1\n c: 2\n", "- a\nb: 1\n", "a: [x,y]\n", "a: [x, ]\n", "a: [x, y z]\n", "a: ]\n", "a: -\n",
        "a: 1 \n", "\xEF\xBB\xBF""a: 1\n", "a: \"\xC3\xA9\"\n"}) {
    CAPTURE(text);
    CHECK_FALSE(IsPlain(text));
  }
}

TEST_CASE("Whatever is taken as plain is what the whole reader makes of it") {
  constexpr const char* kPieces[] = {
      "a",     "b: ",   "c:",  "- ",    "-",   "x",    ": ",   ":",     " ",    "  ",   "\n",   "\n",    "\n  ", "\n",
      "\n- ",  "\n  - ", "'",   "\"",    "'y'", "\"z\"", "[",    "]",     "[1.0, 2]", "[]", "{}",   "{",     "}",    ", ",
      "null",  "~",     "#",   " # c",  "---", "\n---\n", "...",  "\n...\n", "&a ", "*a",   "!t ",  "|",     ">",    "?",
      "1.10",  "k: v",  "\nk: v", "\n  k: v", "\n    k: v", "\nl:\n", "\n- k: v", "\n- m:\n    n: o", "%", "@", "`", "<<: ", "=",
      "/p",    ".x",    "$(y)", "+",     "a-b", "-1",   "\n  - p\n  - q", "\nr: s t"};
  std::mt19937 random(1);
  size_t plain = 0;
  for (int i = 0; i < 60000; ++i) {
    std::string text = i % 3 == 0 ? "" : "a: b";
    for (size_t left = random() % 9; left > 0; --left) text += kPieces[random() % std::size(kPieces)];
    if (random() % 8 != 0) text += "\n";
    if (!IsPlain(text)) continue;
    ++plain;
    CheckAlike(text);
  }
  CHECK(plain > 2000);
}

}  // namespace
}  // namespace pkgrepo::packaging
