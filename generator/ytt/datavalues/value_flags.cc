#include "ytt/datavalues/value_flags.h"

#include "base/error.h"
#include "base/memory_budget.h"
#include "base/strings.h"
#include "yaml/reader.h"
#include "ytt/overlay/plain_merge.h"

namespace pkgrepo::ytt {
namespace {

yaml::Value ParseYamlValue(const std::string& text, bool strict) {
  return WithContext("Deserializing YAML value: ", [&] {
    const auto documents = yaml::ReadDocuments(yaml::MakeRef<yaml::Source>("", text), {.strict = strict});
    yaml::Value value = documents->items[0].value;
    // Where messages show the line of the whole value, there is none.
    if (value.is_node()) value.node()->position = {yaml::MakeRef<yaml::Source>("", ""), 1};
    return value;
  });
}

// Why a file of --data-value-file cannot be read is not told.
std::string ReadValueFile(const File& file, const std::string& path) {
  try {
    return file.Content();
  } catch (const Error&) {
    throw Error("Reading file '" + path + "'");
  }
}

LibraryRef LibraryOf(const ScopedText& scoped) {
  return scoped.library.empty() ? LibraryRef() : ParseLibraryRef(scoped.library);
}

// "[@lib:]key", where a further colon is a common mistake.
ScopedText SplitKey(std::string_view text) {
  const ScopedText scoped = SplitScope(text);
  if (scoped.rest.find(':') != std::string_view::npos) {
    throw Error("Expected at most one library-key separator ':' in '" + std::string(scoped.rest) + "'");
  }
  return scoped;
}

// The document {a: {b: value}} for the path {"a", "b"}, all of it at the one line of `source`.
ValuesDocument MakeDocument(const std::vector<std::string_view>& path, yaml::Value value,
                            const yaml::RefPtr<const yaml::Source>& source, LibraryRef library) {
  const yaml::Position position{source, 1};
  yaml::Item document(yaml::Value(), yaml::Value(), position);
  yaml::Item* place = &document;
  for (const std::string_view name : path) {
    auto map = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kMap, position);
    map->items.emplace_back(yaml::Value::String(name), yaml::Value(), position);
    place->value = map;
    place = &map->items[0];
  }
  place->value = std::move(value);
  AnnotateForPlainMerge(document);
  AnnotateForAssignment(*place);
  return ValuesDocument(std::move(document), std::move(library));
}

std::vector<std::string_view> SplitAtDoubleUnderscores(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t at = text.find("__"); at != std::string_view::npos; at = text.find("__")) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 2);
  }
  parts.push_back(text);
  return parts;
}

struct Assignment {
  std::string key;
  std::string value;
};

Assignment ParseAssignment(const std::string& text, const std::string& form) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos) throw Error("Expected format " + form);
  return {text.substr(0, equals), text.substr(equals + 1)};
}

class Collector {
 public:
  explicit Collector(const ValueFlagSources& sources) : sources_(sources) {}

  void AddFiles(const std::string& argument) {
    WithContext("Extracting data value from file: ", [&] {
      const ScopedText scoped = SplitScope(argument);
      const std::string path(scoped.rest);
      const std::vector<FilePtr> files =
          WithContext("Find files '" + path + "': ", [&] { return sources_.input.Resolve({path}); });
      for (const FilePtr& file : files) {
        // Of files deeper in a directory only YAML counts.
        if (file->type() != FileType::kYaml && file->given_path().find('/') != std::string::npos) continue;
        AddFile(*file, scoped);
      }
    });
  }

  void AddEnvironment(const std::string& argument, bool as_yaml) {
    WithContext("Extracting data values from env under prefix '" + argument + "': ", [&] {
      const ScopedText scoped = SplitKey(argument);
      const std::string prefix(scoped.rest);
      const std::string start = prefix + "_";
      for (const std::string& variable : sources_.environment) {
        const size_t equals = variable.find('=');
        if (equals == std::string::npos || variable.compare(0, start.size(), start) != 0) continue;
        const std::string name = variable.substr(0, equals);
        if (name.size() < start.size()) continue;
        const std::string text = variable.substr(equals + 1);
        yaml::Value value = WithContext("Extracting data value from env variable '" + name + "': ", [&] {
          return as_yaml ? ParseYamlValue(text, sources_.strict) : yaml::Value::String(text);
        });
        const std::string flag = as_yaml ? "(data-values-env-yaml arg) " : "(data-values-env arg) ";
        documents_.push_back(
            MakeDocument(SplitAtDoubleUnderscores(std::string_view(name).substr(start.size())),
                         std::move(value), Describe(flag + prefix, variable), LibraryOf(scoped)));
      }
    });
  }

  void AddValue(const std::string& argument) {
    WithContext("Extracting data value from KV: ", [&] {
      const Assignment assignment = ParseAssignment(argument, "key=value");
      Add(SplitKey(assignment.key), yaml::Value::String(assignment.value),
          Describe("(data-value arg)", argument));
    });
  }

  void AddYamlValue(const std::string& argument) {
    WithContext("Extracting data value from KV: ", [&] {
      const Assignment assignment = ParseAssignment(argument, "key=value");
      yaml::Value value = WithContext("Deserializing value for key '" + assignment.key + "': ",
                                      [&] { return ParseYamlValue(assignment.value, sources_.strict); });
      Add(SplitKey(assignment.key), std::move(value), Describe("(data-value-yaml arg)", argument));
    });
  }

  void AddValueFile(const std::string& argument) {
    WithContext("Extracting data value from file: ", [&] {
      const Assignment assignment = ParseAssignment(argument, "key=/file/path");
      const std::vector<FilePtr> files = WithContext("Finding file '" + assignment.value + "': ", [&] {
        return sources_.input.Resolve({assignment.value});
      });
      // Of a directory with one file, that one is taken.
      if (files.size() != 1)
        throw Error("Expected '" + assignment.value + "' to be a file, but is a directory");
      const std::string content = ReadValueFile(*files[0], assignment.value);
      const ScopedText scoped = SplitKey(assignment.key);
      Add(scoped, yaml::Value::String(content),
          Describe("(data-value-file arg) " + std::string(scoped.rest) + "=" + assignment.value, content));
    });
  }

  ValuesDocuments Take() { return std::move(documents_); }

 private:
  static yaml::RefPtr<const yaml::Source> Describe(std::string name, std::string text) {
    return yaml::MakeRef<yaml::Source>(std::move(name), std::move(text));
  }

  void Add(const ScopedText& key, yaml::Value value, const yaml::RefPtr<const yaml::Source>& source) {
    documents_.push_back(MakeDocument(Split(key.rest, '.'), std::move(value), source, LibraryOf(key)));
  }

  void AddFile(const File& file, const ScopedText& scoped) {
    const std::string text =
        WithContext("Reading file '" + file.path() + "': ", [&] { return file.Content(); });
    const auto source = yaml::MakeRef<yaml::Source>(file.path(), text);
    const auto documents = ReadWithContext("Unmarshaling YAML data values file '" + file.path() + "': ", [&] {
      return yaml::ReadDocuments(source, {.comments = true, .strict = sources_.strict});
    });
    if (HasAnnotations(*documents)) {
      throw Error(
          "Checking data values file '" + std::string(scoped.rest) +
          "': Expected to be plain YAML, having no annotations (hint: remove comments starting with `#@`)");
    }
    for (yaml::Item& document : documents->items) {
      if (document.value.is_null()) continue;
      AnnotateForPlainMerge(document);
      documents_.emplace_back(document, LibraryOf(scoped));
    }
  }

  static bool HasAnnotations(const yaml::RefPtr<const yaml::CommentList>& comments) {
    if (!comments) return false;
    for (const yaml::Comment& comment : comments->comments) {
      if (comment.text.substr(0, 1) == "@") return true;
    }
    return false;
  }

  static bool HasAnnotations(const yaml::Node& node) {
    if (HasAnnotations(node.comments)) return true;
    for (const yaml::Item& item : node.items) {
      if (HasAnnotations(item.comments)) return true;
      if (item.value.is_node() && HasAnnotations(*item.value.node())) return true;
    }
    return false;
  }

  const ValueFlagSources& sources_;
  ValuesDocuments documents_;
};

}  // namespace

ValuesDocuments ReadValueFlags(const ValueFlags& flags, const ValueFlagSources& sources) {
  Collector collector(sources);
  for (const std::string& file : flags.files) collector.AddFiles(file);
  for (const std::string& prefix : flags.environment_prefixes) collector.AddEnvironment(prefix, false);
  for (const std::string& prefix : flags.yaml_environment_prefixes) collector.AddEnvironment(prefix, true);
  for (const std::string& value : flags.values) collector.AddValue(value);
  for (const std::string& value : flags.yaml_values) collector.AddYamlValue(value);
  for (const std::string& file : flags.value_files) collector.AddValueFile(file);
  return collector.Take();
}

}  // namespace pkgrepo::ytt
