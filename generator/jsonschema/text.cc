#include "jsonschema/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "go/json_reader.h"

namespace pkgrepo::jsonschema {
namespace {

Position PositionAt(const std::string& file, std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return {.file = file, .line = static_cast<int>(std::ranges::count(before, '\n')) + 1};
}

class LastOffset final : public go::JsonHandler {
 public:
  void At(size_t offset) override { offset_ = offset; }
  size_t offset() const { return offset_; }

 private:
  size_t offset_ = 0;
};

// Follows a path through the text.
class PathFinder final : public go::JsonHandler {
 public:
  explicit PathFinder(const std::vector<std::string>& path) : path_(path) {}

  size_t offset() const { return found_; }

  void At(size_t offset) override { offset_ = offset; }
  void Null() override { Value(); }
  void Bool(bool) override { Value(); }
  void Number(std::string_view) override { Value(); }
  void String(std::string) override { Value(); }
  void Key(std::string key) override { open_.back().key = std::move(key); }
  void BeginObject() override { Open(/*is_array=*/false); }
  void EndObject() override { open_.pop_back(); }
  void BeginArray() override { Open(/*is_array=*/true); }
  void EndArray() override { open_.pop_back(); }

 private:
  struct Container {
    bool is_array = false;
    // Whether the path leads here.
    bool is_on_path = false;
    std::string key = {};
    size_t next_index = 0;
  };

  // Returns whether the value that begins here is on the path. Of equal keys the last one counts.
  bool Value() {
    if (!open_.empty()) {
      Container& around = open_.back();
      if (around.is_array) around.key = std::to_string(around.next_index++);
      const size_t depth = open_.size();
      if (!around.is_on_path || depth > path_.size() || path_[depth - 1] != around.key) return false;
    }
    found_ = offset_;
    return true;
  }

  void Open(bool is_array) {
    const bool is_on_path = Value();
    open_.push_back({.is_array = is_array, .is_on_path = is_on_path});
  }

  const std::vector<std::string>& path_;
  std::vector<Container> open_;
  size_t offset_ = 0;
  size_t found_ = 0;
};

}  // namespace

nlohmann::json ParseJsonFile(const std::string& file, std::string_view text, size_t max_depth) {
  try {
    return go::ParseJson(text, max_depth);
  } catch (Error& error) {
    LastOffset last;
    try {
      go::ReadJson(text, last, max_depth);
    } catch (const Error&) {
    }
    throw std::move(error.At(PositionAt(file, text, last.offset())));
  }
}

Position JsonPosition(const std::string& file, std::string_view text, const std::vector<std::string>& path) {
  PathFinder finder(path);
  go::ReadJson(text, finder);
  return PositionAt(file, text, finder.offset());
}

}  // namespace pkgrepo::jsonschema
