#include "go/ip_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::go {
namespace {

constexpr size_t kIpv4Offset = 12;
constexpr std::array<uint8_t, kIpv4Offset> kIpv4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

// A number of at most `max`; nullopt if there is anything else.
std::optional<int> ParseDecimal(std::string_view text, int max) {
  if (text.empty()) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
    if (value > max) return std::nullopt;
  }
  return value;
}

bool ParseIpv4(std::string_view text, uint8_t* out) {
  const std::vector<std::string_view> parts = Split(text, '.');
  if (parts.size() != 4) return false;
  for (size_t i = 0; i < 4; ++i) {
    const std::optional<int> value = ParseDecimal(parts[i], 255);
    if (!value || (parts[i].size() > 1 && parts[i][0] == '0')) return false;
    out[i] = static_cast<uint8_t>(*value);
  }
  return true;
}

// Any number of zeros may come first, as in Go until 1.22.
std::optional<uint16_t> ParseGroup(std::string_view text) {
  uint16_t group = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), group, 16);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return group;
}

// Groups between colons, the last may be an IPv4 address; nullopt if malformed.
std::optional<std::vector<uint8_t>> ParseGroups(std::string_view text, bool may_end_in_ipv4) {
  std::vector<uint8_t> bytes;
  if (text.empty()) return bytes;
  const std::vector<std::string_view> parts = Split(text, ':');
  for (size_t i = 0; i < parts.size(); ++i) {
    if (may_end_in_ipv4 && i + 1 == parts.size() && parts[i].find('.') != std::string_view::npos) {
      uint8_t ipv4[4];
      if (!ParseIpv4(parts[i], ipv4)) return std::nullopt;
      bytes.insert(bytes.end(), ipv4, ipv4 + 4);
      continue;
    }
    const std::optional<uint16_t> group = ParseGroup(parts[i]);
    if (!group) return std::nullopt;
    bytes.push_back(static_cast<uint8_t>(*group >> 8));
    bytes.push_back(static_cast<uint8_t>(*group & 0xFF));
  }
  return bytes;
}

bool ParseIpv6(std::string_view text, IpAddress& out) {
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto bytes = ParseGroups(text, true);
    if (!bytes || bytes->size() != 16) return false;
    std::copy(bytes->begin(), bytes->end(), out.bytes.begin());
    return true;
  }
  const auto head = ParseGroups(text.substr(0, gap), false);
  const auto tail = ParseGroups(text.substr(gap + 2), true);
  if (!head || !tail || head->size() + tail->size() > 14) return false;
  std::copy(head->begin(), head->end(), out.bytes.begin());
  std::copy(tail->begin(), tail->end(), out.bytes.end() - static_cast<ptrdiff_t>(tail->size()));
  return true;
}

// The longest run of zero groups, the first of equals, if it is longer than one.
std::pair<size_t, size_t> LongestZeroRun(const std::array<uint16_t, 8>& groups) {
  std::pair<size_t, size_t> best = {8, 8};
  for (size_t start = 0; start < 8; ++start) {
    size_t end = start;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - start > 1 && end - start > best.second - best.first) best = {start, end};
    if (end > start) start = end;
  }
  return best;
}

void ClearBitsFrom(IpAddress& address, size_t first_bit) {
  for (size_t bit = first_bit; bit < 128; ++bit) {
    address.bytes[bit / 8] &= static_cast<uint8_t>(~(0x80u >> (bit % 8)));
  }
}

}  // namespace

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  IpAddress address;
  if (text.find(':') != std::string_view::npos) {
    if (!ParseIpv6(text, address)) return std::nullopt;
    return address;
  }
  std::copy(kIpv4Prefix.begin(), kIpv4Prefix.end(), address.bytes.begin());
  if (!ParseIpv4(text, address.bytes.data() + kIpv4Offset)) return std::nullopt;
  return address;
}

bool IpAddress::is_ipv4() const { return std::equal(kIpv4Prefix.begin(), kIpv4Prefix.end(), bytes.begin()); }

std::string IpAddress::ToString() const {
  if (is_ipv4()) return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
  std::array<uint16_t, 8> groups;
  for (size_t i = 0; i < 8; ++i) groups[i] = static_cast<uint16_t>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  const auto [gap_start, gap_end] = LongestZeroRun(groups);
  std::string out;
  for (size_t i = 0; i < 8; ++i) {
    if (i == gap_start) {
      out += "::";
      i = gap_end;
      if (i == 8) break;
    } else if (i > 0) {
      out += ':';
    }
    out += fmt::format("{:x}", groups[i]);
  }
  return out;
}

std::optional<Cidr> Cidr::Parse(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<IpAddress> address = IpAddress::Parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  const bool ipv4_written = text.substr(0, slash).find(':') == std::string_view::npos;
  const std::optional<int> length = ParseDecimal(text.substr(slash + 1), ipv4_written ? 32 : 128);
  if (!length) return std::nullopt;
  Cidr cidr{*address, {*address, *length}};
  ClearBitsFrom(cidr.network.address, static_cast<size_t>(*length) + (ipv4_written ? 96 : 0));
  // A network of IPv6 that lies within the IPv4 addresses is written as one of those.
  if (!ipv4_written && cidr.network.address.is_ipv4()) cidr.network.prefix_length = *length - 96;
  return cidr;
}

}  // namespace pkgrepo::go
