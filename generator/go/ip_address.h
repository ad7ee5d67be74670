// IPv4 and IPv6 addresses and networks. Follows package net of Go 1.21.
//
//   Cidr::Parse("192.0.2.7/24")->network.ToString();    // "192.0.2.0/24"

#ifndef PKGREPO_GO_IP_ADDRESS_H_
#define PKGREPO_GO_IP_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// IPv4 addresses are kept in their IPv6 form, ::ffff:a.b.c.d, and the two are one and the same.
struct IpAddress {
  std::array<uint8_t, 16> bytes{};

  // "192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"; no zones, no leading zeros in IPv4.
  static std::optional<IpAddress> Parse(std::string_view text);

  bool is_ipv4() const;
  std::string ToString() const;
};

struct IpNetwork {
  IpAddress address;  // with the bits beyond the prefix cleared
  int prefix_length = 0;

  std::string ToString() const { return address.ToString() + "/" + std::to_string(prefix_length); }
};

struct Cidr {
  IpAddress address;
  IpNetwork network;

  // "192.0.2.1/24": the address and the network it is in.
  static std::optional<Cidr> Parse(std::string_view text);
};

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_IP_ADDRESS_H_
