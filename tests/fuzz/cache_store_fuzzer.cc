// A result of an action, damaged: the input has pairs of a place and a byte to put there. A cache gives what was put in it,
// or nothing.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "cache/action_cache.h"

using namespace pkgrepo;
using namespace pkgrepo::cache;

namespace {

class DamagedStore : public Store {
 public:
  std::optional<std::string> Get(Kind kind, const Digest& digest, int64_t max_size) override {
    const auto kept = kept_.find(NameOf(kind) + digest.hex());
    if (kept == kept_.end() || static_cast<int64_t>(kept->second.size()) > max_size) return std::nullopt;
    // What a store gives as content has its digest.
    if (kind == Kind::kContent && Digest::Of(kept->second) != digest) return std::nullopt;
    return kept->second;
  }
  void Put(Kind kind, const Digest& digest, std::string_view bytes) override {
    kept_[NameOf(kind) + digest.hex()] = bytes;
  }

  void Damage(const uint8_t* data, size_t size) {
    for (auto& [name, bytes] : kept_) {
      for (size_t i = 0; i + 2 < size; i += 3) {
        const size_t at = data[i] * size_t{256} + data[i + 1];
        if (at < bytes.size()) bytes[at] = static_cast<char>(data[i + 2]);
        if (at == UINT16_MAX) bytes.resize(data[i + 2]);
        if (at == UINT16_MAX - 1) bytes += bytes.substr(0, data[i + 2]);
      }
    }
  }

 private:
  std::map<std::string, std::string> kept_;
};

const std::string& LargeText() {
  static const std::string text(300 << 10, 'x');  // content of its own
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Command command{.arguments = {"render"}};
  InputRoot inputs;
  inputs.AddText("inputs", "inputs");
  InputRoot other_inputs;
  other_inputs.AddText("inputs", "other inputs");
  const std::vector<Output> outputs = {{.path = "rendered.json", .content = "{}"},
                                       {.path = "run", .content = "#!/bin/sh", .is_executable = true},
                                       {.path = "empty", .content = ""}};
  DamagedStore store;
  ActionCache cache(store);
  cache.Put(command, inputs, outputs, {}, "earlier");
  cache.Put(command, other_inputs, {{.path = "large", .content = LargeText()}}, {"earlier"}, "list");
  store.Damage(data, size);
  if (const auto found = cache.Find(command, {inputs})) {
    if (found->outputs.size() != outputs.size()) std::abort();
    for (size_t i = 0; i < outputs.size(); ++i) {
      const Output &got = found->outputs[i], &wanted = outputs[i];
      if (got.path != wanted.path || got.content != wanted.content ||
          got.is_executable != wanted.is_executable)
        std::abort();
    }
  }
  if (const auto found = cache.Find(command, {other_inputs})) {
    if (found->outputs.size() != 1 || found->outputs[0].content != LargeText()) std::abort();
  }
  const std::vector<std::string> lists = cache.FindLists(command);
  if (!lists.empty() && lists != std::vector<std::string>{"list", "earlier"}) std::abort();
  return 0;
}
