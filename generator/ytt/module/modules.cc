#include "ytt/module/modules.h"

#include <map>

namespace pkgrepo::ytt {

std::optional<starlark::Value> MakeModule(std::string_view name) {
  static const std::map<std::string_view, starlark::Value (*)()> makers = {
      {"assert", MakeAssertModule}, {"base64", MakeBase64Module},   {"ip", MakeIpModule},
      {"json", MakeJsonModule},     {"math", MakeMathModule},       {"md5", MakeMd5Module},
      {"module", MakeModuleModule}, {"overlay", MakeOverlayModule}, {"regexp", MakeRegexpModule},
      {"sha256", MakeSha256Module}, {"struct", MakeStructModule},   {"toml", MakeTomlModule},
      {"url", MakeUrlModule},       {"version", MakeVersionModule}, {"yaml", MakeYamlModule},
  };
  const auto maker = makers.find(name);
  if (maker == makers.end()) return std::nullopt;
  return maker->second();
}

}  // namespace pkgrepo::ytt
