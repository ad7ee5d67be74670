#include "ytt/module/json_reader.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "go/json_mismatch.h"
#include "go/json_reader.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/string.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

class Builder final : public go::JsonHandler {
 public:
  // Call it once, after all has been read.
  Value Finish() {
    if (!out_of_range_.empty())
      throw Error(go::DescribeKindMismatch("number " + out_of_range_, {.type = "float64"}));
    return std::move(root_);
  }

  void Null() override { Put(Value::None()); }
  void Bool(bool value) override { Put(Value::Bool(value)); }
  void Number(std::string_view text) override { Put(Convert(text)); }
  void String(std::string value) override { Put(Value::String(value)); }
  void Key(std::string key) override { open_.back().key = std::move(key); }
  void BeginObject() override { open_.emplace_back(); }
  void EndObject() override {
    auto dict = starlark::MakeRef<starlark::Dict>();
    for (auto& [key, value] : open_.back().members) dict->Set(key, std::move(value));
    open_.pop_back();
    Put(dict);
  }
  void BeginArray() override { open_.push_back({.is_array = true}); }
  void EndArray() override {
    auto list = starlark::MakeRef<starlark::List>(std::move(open_.back().elements));
    open_.pop_back();
    Put(list);
  }

 private:
  // An array or object whose end has not come.
  struct Container {
    bool is_array = false;
    std::vector<Value> elements = {};
    std::map<std::string, Value> members = {};
    std::string key = {};  // of the member to come
  };

  void Put(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    Container& container = open_.back();
    if (container.is_array) {
      container.elements.push_back(std::move(value));
    } else {
      container.members.insert_or_assign(std::move(container.key), std::move(value));
    }
  }

  Value Convert(std::string_view number) {
    double value = 0;
    const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
    if (result.ec == std::errc::result_out_of_range) {
      // Too small is zero, too large an error; only the latter has a positive exponent.
      value = std::strtod(std::string(number).c_str(), nullptr);
      if (std::isinf(value) && out_of_range_.empty()) out_of_range_ = number;
    }
    return Value::Float(value);
  }

  Value root_;
  std::vector<Container> open_;
  std::string out_of_range_;
};

}  // namespace

Value ReadJson(std::string_view text) {
  Builder builder;
  go::ReadJson(text, builder, yaml::kMaxDepth);
  return builder.Finish();
}

}  // namespace pkgrepo::ytt
