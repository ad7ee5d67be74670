#include "go/json_text.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace pkgrepo::go {
namespace {

void AppendUnicodeEscape(std::string& out, uint32_t c) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789abcdef"[(c >> shift) & 15];
}

template <typename Json>
class Printer {
 public:
  explicit Printer(const JsonStyle& style) : style_(style) {}

  std::string Print(const Json& value) {
    Append(value, 0);
    return std::move(out_);
  }

 private:
  void Append(const Json& value, int level) {
    if (value.is_string()) {
      AppendJsonString(out_, value.template get_ref<const std::string&>(), style_.escapes);
    } else if (value.is_structured()) {
      AppendItems(value, level);
    } else {
      out_ += value.dump();
    }
  }

  void AppendItems(const Json& value, int level) {
    out_ += value.is_object() ? '{' : '[';
    bool first = true;
    for (const auto& item : value.items()) {
      if (!first) out_ += ',';
      first = false;
      NewLine(level + 1);
      if (value.is_object()) {
        AppendJsonString(out_, item.key(), style_.escapes);
        out_ += style_.indent > 0 ? ": " : ":";
      }
      Append(item.value(), level + 1);
    }
    if (!first) NewLine(level);
    out_ += value.is_object() ? '}' : ']';
  }

  void NewLine(int level) {
    if (style_.indent <= 0) return;
    out_ += '\n';
    out_.append(static_cast<size_t>(level * style_.indent), ' ');
  }

  std::string out_;
  const JsonStyle style_;
};

}  // namespace

void AppendJsonString(std::string& out, std::string_view text, JsonEscapes escapes) {
  const bool has_short_forms = escapes == JsonEscapes::kGo122;
  out += '"';
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    const uint32_t c = DecodeUtf8(text, i);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += has_short_forms ? "\\b" : "\\u0008";
        break;
      case '\f':
        out += has_short_forms ? "\\f" : "\\u000c";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case kInvalidCharacter:
        AppendUnicodeEscape(out, 0xFFFD);
        break;
      default:
        if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
          AppendUnicodeEscape(out, c);
        } else {
          out.append(text, start, i - start);
        }
    }
  }
  out += '"';
}

std::string PrintJson(const nlohmann::json& value, const JsonStyle& style) {
  return Printer<nlohmann::json>(style).Print(value);
}

std::string PrintJson(const nlohmann::ordered_json& value, const JsonStyle& style) {
  return Printer<nlohmann::ordered_json>(style).Print(value);
}

}  // namespace pkgrepo::go
