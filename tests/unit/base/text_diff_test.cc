#include "base/text_diff.h"

#include <doctest/doctest.h>

namespace pkgrepo {

static std::string Diff(std::string_view from, std::string_view to) {
  return UnifiedDiff({"old", from}, {"new", to});
}

TEST_CASE("Equal texts differ in nothing") {
  CHECK(Diff("", "") == "");
  CHECK(Diff("a\nb\n", "a\nb\n") == "");
}

TEST_CASE("A diff has three lines of context, and all places that differ") {
  CHECK(Diff("a\nb\nc\nd\ne\n1\n2\n3\n4\n5\n6\n7\nx\n", "a\nb\nc\nd\nE\n1\n2\n3\n4\n5\n6\n7\n") ==
        "--- old\n+++ new\n"
        "@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n 1\n 2\n 3\n"
        "@@ -10,4 +10,3 @@\n 5\n 6\n 7\n-x\n");
}

TEST_CASE("What eyes do not see is spelt out") {
  CHECK(Diff("a: 1\n", "a: 1\r\n") == "--- old\n+++ new\n@@ -1,1 +1,1 @@\n-a: 1\n+a: 1<CR>\n");
  CHECK(Diff("a: 1\n", "a: 1 \t\n") == "--- old\n+++ new\n@@ -1,1 +1,1 @@\n-a: 1\n+a: 1<blank><tab>\n");
  CHECK(Diff("\xEF\xBB\xBF" "a\n", "a\n") == "--- old\n+++ new\n@@ -1,1 +1,1 @@\n-<BOM>a\n+a\n");
  CHECK(Diff("a b\n", "a\xC2\xA0" "b\n") == "--- old\n+++ new\n@@ -1,1 +1,1 @@\n-a b\n+a<U+00A0>b\n");
  CHECK(Diff("a\n", "a") == "--- old\n+++ new\n@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n");
}

TEST_CASE("A text that is new or gone") {
  CHECK(Diff("", "a\n") == "--- old\n+++ new\n@@ -0,0 +1,1 @@\n+a\n");
  CHECK(Diff("a\n", "") == "--- old\n+++ new\n@@ -1,1 +0,0 @@\n-a\n");
}

}  // namespace pkgrepo
