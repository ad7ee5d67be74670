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
  explicit Printer(int indent) : indent_(indent) {}

  std::string Print(const Json& value) {
    Append(value, 0);
    return std::move(out_);
  }

 private:
  void Append(const Json& value, int level) {
    if (value.is_string()) {
      AppendJsonString(out_, value.template get_ref<const std::string&>());
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
        AppendJsonString(out_, item.key());
        out_ += indent_ > 0 ? ": " : ":";
      }
      Append(item.value(), level + 1);
    }
    if (!first) NewLine(level);
    out_ += value.is_object() ? '}' : ']';
  }

  void NewLine(int level) {
    if (indent_ <= 0) return;
    out_ += '\n';
    out_.append(static_cast<size_t>(level * indent_), ' ');
  }

  std::string out_;
  const int indent_;
};

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
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
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
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

std::string PrintJson(const nlohmann::json& value, int indent) {
  return Printer<nlohmann::json>(indent).Print(value);
}

std::string PrintJson(const nlohmann::ordered_json& value, int indent) {
  return Printer<nlohmann::ordered_json>(indent).Print(value);
}

std::string JsonTypeName(const nlohmann::json& value) {
  return value.is_boolean() ? "bool" : value.type_name();
}

std::string DescribeJsonError(std::string_view text) {
  try {
    const nlohmann::json ignored = nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    if (error.byte == 0 || error.byte > text.size()) return "unexpected end of JSON input";
    std::string_view reason = error.what();
    std::string where = "looking for beginning of value";
    if (reason.find("expected end of input") != reason.npos) where = "after top-level value";
    if (reason.find("parsing object key") != reason.npos)
      where = "looking for beginning of object key string";
    return "invalid character '" + std::string(text.substr(error.byte - 1, 1)) + "' " + where;
  } catch (const nlohmann::json::out_of_range&) {
    // Numbers beyond floats are not the fault of the text; they stand where no number is expected.
    return "json: cannot unmarshal number into Go value of type string";
  }
  return "JSON is nested too deeply";
}

}  // namespace pkgrepo::go
