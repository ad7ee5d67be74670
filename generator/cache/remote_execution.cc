#include "cache/remote_execution.h"

#include <utility>

#include "cache/protobuf.h"

namespace pkgrepo::cache {
namespace {

std::string EncodeDigestOf(std::string_view message) {
  return EncodeDigest(Digest::Of(message), static_cast<int64_t>(message.size()));
}

std::string EncodePlatform(const std::map<std::string, std::string>& properties) {
  ProtobufWriter platform;
  for (const auto& [name, value] : properties) {
    platform.Message(1, ProtobufWriter().Text(1, name).Text(2, value).Take());
  }
  return platform.Take();
}

std::optional<ResultFile> DecodeFile(std::string_view bytes) {
  std::string path;
  std::optional<Digest> digest;
  uint64_t size = 0;
  std::optional<std::string> contents;
  bool is_executable = false;
  ProtobufReader reader(bytes);
  while (reader.Next()) {
    if (reader.IsText(1)) path = reader.text();
    if (reader.IsNumber(4)) is_executable = reader.number() != 0;
    if (reader.IsText(5)) contents = std::string(reader.text());
    if (!reader.IsText(2)) continue;
    ProtobufReader inner(reader.text());
    while (inner.Next()) {
      if (inner.IsText(1)) digest = Digest::Parse("sha256:" + std::string(inner.text()));
      if (inner.IsNumber(2)) size = inner.number();
    }
    if (!inner.ok()) return std::nullopt;
  }
  if (!reader.ok() || path.empty() || !digest || size > INT64_MAX) return std::nullopt;
  return ResultFile{.path = std::move(path),
                    .digest = *digest,
                    .size = static_cast<int64_t>(size),
                    .is_executable = is_executable,
                    .contents = std::move(contents)};
}

}  // namespace

std::string EncodeDigest(const Digest& digest, int64_t size) {
  return ProtobufWriter().Text(1, digest.hex()).Number(2, static_cast<uint64_t>(size)).Take();
}

std::string Command::Encode() const {
  ProtobufWriter command;
  for (const std::string& argument : arguments) command.Message(1, argument);
  command.Text(5, EncodePlatform(properties));
  for (const std::string& path : outputs) command.Message(7, path);
  return command.Take();
}

std::string EncodeAction(const Command& command, std::string_view input_root, std::string_view salt) {
  return ProtobufWriter()
      .Message(1, EncodeDigestOf(command.Encode()))
      .Message(2, EncodeDigestOf(input_root))
      .Text(9, salt)
      .Text(10, EncodePlatform(command.properties))
      .Take();
}

std::string ActionResult::Encode() const {
  ProtobufWriter writer;
  for (const ResultFile& file : files) {
    ProtobufWriter output;
    output.Text(1, file.path).Message(2, EncodeDigest(file.digest, file.size));
    output.Number(4, file.is_executable ? 1 : 0);
    if (file.contents) output.Text(5, *file.contents);
    writer.Message(2, output.Take());
  }
  return writer.Message(9, ProtobufWriter().Text(1, worker).Take()).Take();
}

std::optional<ActionResult> ActionResult::Decode(std::string_view bytes) {
  ActionResult result;
  ProtobufReader reader(bytes);
  while (reader.Next()) {
    if (reader.IsText(2)) {
      std::optional<ResultFile> file = DecodeFile(reader.text());
      if (!file) return std::nullopt;
      result.files.push_back(std::move(*file));
    } else if (reader.IsNumber(4)) {
      if (reader.number() != 0) return std::nullopt;
    } else if (reader.IsText(9)) {
      ProtobufReader metadata(reader.text());
      while (metadata.Next()) {
        if (metadata.IsText(1)) result.worker = metadata.text();
      }
      if (!metadata.ok()) return std::nullopt;
    }
  }
  if (!reader.ok()) return std::nullopt;
  return result;
}

}  // namespace pkgrepo::cache
