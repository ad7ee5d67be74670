// The messages of Bazel's remote execution that a cache of actions is made of, in the encoding of Protocol Buffers, so
// that servers which look into them accept them:
//
//   Command   { arguments = 1; platform = 5; output_paths = 7; }
//   Platform  { properties = 1 { name = 1; value = 2; } }
//   Action    { command_digest = 1; input_root_digest = 2; salt = 9; platform = 10; }
//   ActionResult { output_files = 2; exit_code = 4; execution_metadata = 9 { worker = 1 } }
//   OutputFile   { path = 1; digest = 2; is_executable = 4; contents = 5; }
//   Digest       { hash = 1; size_bytes = 2; }
//
// cache/input_root.h has what `input_root_digest` names.
//
// https://github.com/bazelbuild/remote-apis/blob/main/build/bazel/remote/execution/v2/remote_execution.proto

#ifndef PKGREPO_CACHE_REMOTE_EXECUTION_H_
#define PKGREPO_CACHE_REMOTE_EXECUTION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"

namespace pkgrepo::cache {

// The encoded message Digest.
std::string EncodeDigest(const Digest& digest, int64_t size);

// A message with its digest: what is kept as content.
struct Blob {
  explicit Blob(std::string message) : bytes(std::move(message)), digest(Digest::Of(bytes)) {}

  std::string bytes;
  Digest digest;
};

struct Command {
  // The program and its arguments. Paths are below the input root, in which it runs.
  std::vector<std::string> arguments;
  // Files, and folders of which it makes all that is in them; sorted.
  std::vector<std::string> outputs = {};
  // What a worker has to have that runs it, by name.
  std::map<std::string, std::string> properties = {};

  std::string Encode() const;
};

// The message Action. `input_root` is the message Directory of the root. `salt` makes another action of the same.
std::string EncodeAction(const Command& command, std::string_view input_root, std::string_view salt = "");

struct ResultFile {
  std::string path;
  Digest digest;
  int64_t size = 0;
  bool is_executable = false;
  // Small content stands in the message itself.
  std::optional<std::string> contents = {};
};

struct ActionResult {
  std::vector<ResultFile> files;
  // Says who has made it.
  std::string worker;

  std::string Encode() const;
  // nullopt for what is no such message, or one of an action that failed, or with outputs that are not plain files.
  // Unknown fields are passed over.
  static std::optional<ActionResult> Decode(std::string_view bytes);
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_REMOTE_EXECUTION_H_
