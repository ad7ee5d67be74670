#include "base/text_diff.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include <dtl/dtl.hpp>

namespace pkgrepo {
namespace {

using Diff = dtl::Diff<std::string_view, std::vector<std::string_view>>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kUnseen = {{
    {"\xEF\xBB\xBF", "<BOM>"},
    {"\xC2\xA0", "<U+00A0>"},
    {"\xE2\x80\x8B", "<U+200B>"},
    {"\r", "<CR>"},
}};

// With their line breaks, so that a last line without one differs.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::string SpellOut(std::string_view line) {
  const size_t text_end = line.find_last_not_of(" \t\r") + 1;  // 0 if there is nothing else
  std::string spelt;
  for (size_t i = 0; i < line.size();) {
    std::string_view shown = line.substr(i, 1);
    size_t width = 1;
    for (const auto& [bytes, name] : kUnseen) {
      if (line.substr(i).starts_with(bytes)) {
        shown = name;
        width = bytes.size();
      }
    }
    if (i >= text_end && line[i] == ' ') shown = "<blank>";
    if (i >= text_end && line[i] == '\t') shown = "<tab>";
    spelt += shown;
    i += width;
  }
  return spelt;
}

void Print(char sign, std::string_view line, std::string& out) {
  const bool is_ended = line.ends_with('\n');
  if (is_ended) line.remove_suffix(1);
  out += sign;
  out += sign == ' ' ? std::string(line) : SpellOut(line);
  out += is_ended ? "\n" : "\n\\ No newline at end of file\n";
}

}  // namespace

std::string UnifiedDiff(const NamedText& from, const NamedText& to) {
  if (from.text == to.text) return "";
  Diff diff(LinesOf(from.text), LinesOf(to.text));
  diff.onHuge();  // bounds the memory
  diff.compose();
  diff.composeUnifiedHunks();
  std::string out = fmt::format("--- {}\n+++ {}\n", from.name, to.name);
  for (const auto& hunk : diff.getUniHunks()) {
    // Of no lines, the number is that of the line before.
    out += fmt::format("@@ -{},{} +{},{} @@\n", hunk.a - (hunk.b == 0), hunk.b, hunk.c - (hunk.d == 0), hunk.d);
    for (const auto& [line, info] : hunk.common[0]) Print(' ', line, out);
    for (const auto& [line, info] : hunk.change) {
      Print(info.type == dtl::SES_ADD ? '+' : info.type == dtl::SES_DELETE ? '-' : ' ', line, out);
    }
    for (const auto& [line, info] : hunk.common[1]) Print(' ', line, out);
  }
  return out;
}

}  // namespace pkgrepo
