// Reads texts in the ways of generator/go; the first byte chooses which.

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.h"
#include "base/utf8.h"
#include "go/base64.h"
#include "go/chart_version.h"
#include "go/csv.h"
#include "go/duration.h"
#include "go/error_text.h"
#include "go/glob.h"
#include "go/ip_address.h"
#include "go/json_reader.h"
#include "go/json_text.h"
#include "go/minimum_version.h"
#include "go/number.h"
#include "go/quote.h"
#include "go/regexp.h"
#include "go/semver.h"
#include "go/url_parts.h"

namespace {

using namespace pkgrepo;

void Require(bool holds) {
  if (!holds) std::abort();
}

// What is printed reads as the same value, and what another parser takes is taken; but that one passes over byte order
// marks, and takes NUL for the end.
void CheckJson(std::string_view text) {
  const bool is_json =
      WithoutByteOrderMark(text) == text && text.find('\0') == text.npos && nlohmann::json::accept(text);
  try {
    const nlohmann::json value = go::ParseJson(text);
    if (is_json) Require(go::ParseJson(go::PrintJson(value)) == value);
  } catch (const Error& error) {
    Require(!is_json || error.message() == "exceeded max depth");
  }
}

void CheckDuration(std::string_view text) {
  const std::chrono::nanoseconds duration = go::ParseDuration(std::string(text));
  Require(go::ParseDuration(go::FormatDuration(duration)) == duration);
}

void CheckAddress(std::string_view text) {
  const auto address = go::IpAddress::Parse(text);
  if (address) Require(go::IpAddress::Parse(address->ToString()).has_value());
  go::Cidr::Parse(text);
}

void Read(uint8_t choice, std::string_view text) {
  switch (choice % 15) {
    case 0:
      return CheckJson(text);
    case 1:
      return CheckDuration(text);
    case 2:
      return CheckAddress(text);
    case 3:
      go::ParseCsv(text);
      return;
    case 4:
      go::UrlParts::Parse(go::UrlParts::Parse(text).ToString());
      return;
    case 5:
      go::CompileRegexp(text);
      return;
    case 6:
      go::FormatErrorChain(text);
      return;
    case 7:
      go::VersionRange::Parse(text);
      return;
    case 8:
      go::SelectHighestVersion({std::string(text), "1.0.0"}, {.prereleases = true});
      return;
    case 9:
      go::MatchGlob(text, "config/a/b.yml");
      return;
    case 10:
      go::RequireMinimumVersion("ytt", "0.48.0", std::string(text));
      return;
    case 11:
      go::ChartVersionFits(std::string(text), "1.2.3");
      return;
    case 12:
      go::ParseFloat(text);
      return;
    case 13:
      go::ParseInt(text, 64);
      return;
    default:
      Require(go::DecodeBase64(go::EncodeBase64(go::DecodeBase64(text, {}), {}), {}) ==
              go::DecodeBase64(text, {}));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  go::QuoteText(text);
  try {
    Read(data[0], text);
  } catch (const Error&) {
    // Most texts are refused.
  }
  return 0;
}
