// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/ip_address.h"

#include <doctest/doctest.h>

#include <string_view>

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("Addresses are read and written as net.ParseIP and IP.String do it") {
  struct Row {
    std::string_view text, printed;  // "": not an address
    bool is_ipv4;
  };
  constexpr Row kRows[] = {
      {"", "", false},
      {"0.0.0.0", "0.0.0.0", true},
      {"192.0.2.1", "192.0.2.1", true},
      {"255.255.255.255", "255.255.255.255", true},
      {"256.0.0.1", "", false},
      {"1.2.3", "", false},
      {"1.2.3.4.5", "", false},
      {"1.2.3.", "", false},
      {".1.2.3", "", false},
      {"01.2.3.4", "", false},
      {"1.2.3.00", "", false},
      {"1.2.3.4 ", "", false},
      {"+1.2.3.4", "", false},
      {"0x1.2.3.4", "", false},
      {"::", "::", false},
      {"::1", "::1", false},
      {"1::", "1::", false},
      {"2001:db8::1", "2001:db8::1", false},
      {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1", false},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", false},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3", false},
      {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", false},
      {"1:2:3:4:5:6:7", "", false},
      {"1:2:3:4:5:6:7:8:9", "", false},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", false},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", false},
      {"1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8", false},
      {"1:2:3:4::5:6:7:8", "", false},
      {":::", "", false},
      {"1::2::3", "", false},
      {":1", "", false},
      {"1:", "", false},
      {"12345::", "", false},
      {"00001::", "1::", false},
      {"000000000000::1", "::1", false},
      {"g::", "", false},
      {"::ffff:192.0.2.1", "192.0.2.1", true},
      {"::ffff:c000:201", "192.0.2.1", true},
      {"::192.0.2.1", "::c000:201", false},
      {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304", false},
      {"1:2:3:4:5:6:7:1.2.3.4", "", false},
      {"::1.2.3", "", false},
      {"::1.2.3.4:5", "", false},
      {"1.2.3.4::", "", false},
      {"::ffff:01.2.3.4", "", false},
      {"fe80::1%eth0", "", false},
      {"::1%", "", false},
      {"[::1]", "", false},
      {"::-1", "", false},
      {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false},
      {"64:ff9b::1.2.3.4", "64:ff9b::102:304", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const std::optional<IpAddress> address = IpAddress::Parse(row.text);
    CHECK((address ? address->ToString() : "") == row.printed);
    CHECK((address && address->is_ipv4()) == row.is_ipv4);
  }
}

TEST_CASE("Networks are read and written as net.ParseCIDR and IPNet.String do it") {
  struct Row {
    std::string_view text, address, network;  // "": not a network
  };
  constexpr Row kRows[] = {
      {"", "", ""},
      {"192.0.2.1/24", "192.0.2.1", "192.0.2.0/24"},
      {"192.0.2.1/32", "192.0.2.1", "192.0.2.1/32"},
      {"192.0.2.1/0", "192.0.2.1", "0.0.0.0/0"},
      {"192.0.2.1/33", "", ""},
      {"192.0.2.1/", "", ""},
      {"192.0.2.1", "", ""},
      {"192.0.2.1/-1", "", ""},
      {"192.0.2.1/024", "192.0.2.1", "192.0.2.0/24"},
      {"192.0.2.1/24/8", "", ""},
      {"192.0.2.1/ 24", "", ""},
      {"10.255.255.255/9", "10.255.255.255", "10.128.0.0/9"},
      {"2001:db8::ffff/32", "2001:db8::ffff", "2001:db8::/32"},
      {"2001:db8::ffff/128", "2001:db8::ffff", "2001:db8::ffff/128"},
      {"2001:db8::ffff/129", "", ""},
      {"::ffff:192.0.2.1/120", "192.0.2.1", "192.0.2.0/24"},
      {"::ffff:192.0.2.1/24", "192.0.2.1", "::/24"},
      {"::ffff:192.0.2.1/96", "192.0.2.1", "0.0.0.0/0"},
      {"::/0", "::", "::/0"},
      {"1.2.3/8", "", ""},
      {"fe80::1%eth0/64", "", ""},
      {"ffff::/1", "ffff::", "8000::/1"},
      {"1:2:3:4:5:6:7:8/65", "1:2:3:4:5:6:7:8", "1:2:3:4::/65"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const std::optional<Cidr> cidr = Cidr::Parse(row.text);
    CHECK((cidr ? cidr->address.ToString() : "") == row.address);
    CHECK((cidr ? cidr->network.ToString() : "") == row.network);
  }
}

}  // namespace
}  // namespace pkgrepo::go
