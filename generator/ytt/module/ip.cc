// @ytt:ip: parse_addr("192.0.2.1") gives an address, parse_cidr("192.0.2.1/24") an address and its network.

#include "base/error.h"
#include "go/ip_address.h"
#include "starlark/values/list.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"
#include "ytt/value/struct_value.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

Value MakeAddress(const go::IpAddress& address) {
  return starlark::MakeRef<StructValue>(
      "@ytt:ip.addr", "@ytt:ip.addr does not automatically encode (hint: use .string())",
      StructValue::Fields{
          {"is_ipv4", MakeGetter("ip.addr.is_ipv4", [=] { return Value::Bool(address.is_ipv4()); })},
          {"is_ipv6", MakeGetter("ip.addr.is_ipv6", [=] { return Value::Bool(!address.is_ipv4()); })},
          {"string", MakeGetter("ip.addr.string", [=] { return Value::String(address.ToString()); })}});
}

Value MakeNetwork(const go::IpNetwork& network) {
  return starlark::MakeRef<StructValue>(
      "@ytt:ip.net", "@ytt:ip.net does not automatically encode (hint: use .string())",
      StructValue::Fields{
          {"addr", MakeGetter("ip.net.addr", [=] { return MakeAddress(network.address); })},
          {"string", MakeGetter("ip.net.string", [=] { return Value::String(network.ToString()); })}});
}

Value ParseAddress(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const std::string_view text = ExpectString(arguments[0]);
  const std::optional<go::IpAddress> address = go::IpAddress::Parse(text);
  if (!address) throw Error("invalid IP address: " + std::string(text));
  return MakeAddress(*address);
}

Value ParseCidr(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const std::string_view text = ExpectString(arguments[0]);
  const std::optional<go::Cidr> cidr = go::Cidr::Parse(text);
  if (!cidr) throw Error("invalid CIDR address: " + std::string(text));
  return starlark::MakeRef<starlark::Tuple>(
      std::vector<Value>{MakeAddress(cidr->address), MakeNetwork(cidr->network)});
}

}  // namespace

Value MakeIpModule() {
  return starlark::Struct::MakeModule("ip",
                                      {{"parse_addr", MakeModuleFunction("ip.parse_addr", ParseAddress)},
                                       {"parse_cidr", MakeModuleFunction("ip.parse_cidr", ParseCidr)}});
}

}  // namespace pkgrepo::ytt
