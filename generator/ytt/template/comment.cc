#include "ytt/template/comment.h"

#include <algorithm>

#include "base/error.h"

namespace pkgrepo::ytt {
namespace {

YttComment::Kind KindOf(std::string_view name) {
  if (name.empty()) return YttComment::Kind::kCodeOrValue;
  if (name == "comment") return YttComment::Kind::kNote;
  if (name == "template/code") return YttComment::Kind::kCode;
  return name == "template/value" ? YttComment::Kind::kValue : YttComment::Kind::kAnnotation;
}

}  // namespace

YttComment ParseComment(const yaml::Comment& comment, bool ignore_unknown) {
  const std::string_view text = comment.text;
  if (!text.empty() && text[0] == '!') return {YttComment::Kind::kNote, {}, text.substr(1)};
  if (text.empty() || text[0] != '@') {
    if (ignore_unknown) return {YttComment::Kind::kNote, {}, text};
    throw Error("Failed to parse line " + std::to_string(comment.line) + ": '#" + std::string(text) +
                "': Expected ytt-formatted string (use '#@' for annotations or code, '#!' for comments)");
  }
  const std::string_view rest = text.substr(1);
  const size_t space = std::min(rest.find(' '), rest.size());
  const std::string_view name = rest.substr(0, space);
  return {KindOf(name), name, rest.substr(std::min(space + 1, rest.size()))};
}

bool HasTemplating(const yaml::Node& documents) {
  for (const yaml::Item& item : documents.items) {
    if (item.comments) {
      for (const yaml::Comment& comment : item.comments->comments) {
        if (ParseComment(comment, true).kind != YttComment::Kind::kNote) return true;
      }
    }
    if (item.value.is_node() && HasTemplating(*item.value.node())) return true;
  }
  return false;
}

size_t CountWrittenAnnotations(const yaml::Item& item, std::string_view name) {
  if (!item.comments) return 0;
  const auto& comments = item.comments->comments;
  return static_cast<size_t>(
      std::count_if(comments.begin(), comments.end(), [&](const yaml::Comment& comment) {
        const YttComment parsed = ParseComment(comment, true);
        return parsed.kind == YttComment::Kind::kAnnotation && parsed.name == name;
      }));
}

}  // namespace pkgrepo::ytt
