#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "derived/derived_files.h"

namespace pkgrepo::derived {
namespace {

constexpr size_t kMostHints = 5;

// A folder that is removed in the end, at a path that is the same each time.
class CopyFolder {
 public:
  CopyFolder(std::string path, FileSystem& disk) : path_(std::move(path)), disk_(disk) {
    disk_.RemoveAll(path_);
    disk_.MakeDirectories(path_);
  }
  ~CopyFolder() {
    try {
      disk_.RemoveAll(path_);
    } catch (const Error&) {  // what cannot be removed stays, and is removed ahead of the next run
    }
  }
  CopyFolder(const CopyFolder&) = delete;
  CopyFolder& operator=(const CopyFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  FileSystem& disk_;
};

class Derivation {
 public:
  Derivation(const DerivedSpecification& specification, const std::string& copy,
             packaging::StepInputs& inputs)
      : specification_(specification),
        inputs_(inputs),
        disk_(inputs.disk()),
        copy_(AbsolutePath(copy), disk_) {}

  DerivedFiles Run(const ProcessRunner& runner) {
    for (const DeclaredPath& declared : specification_.depends) CopyInput(declared);
    for (const DeclaredPath& output : specification_.outputs) {
      disk_.MakeDirectories(InCopy(output.is_folder ? output.path : std::string(DirName(output.path))));
    }
    disk_.MakeDirectories(InCopy(specification_.working_directory));
    RunCommand(runner);
    DerivedFiles made;
    for (const DeclaredPath& output : specification_.outputs) Collect(output, made);
    return made;
  }

 private:
  std::string InCopy(const std::string& path) const { return JoinPath(copy_.path(), path); }
  std::string InSource(const std::string& path) const { return JoinPath(specification_.source_tree, path); }

  Error Fault(const std::string& message, const Position& position = {}) const {
    return Error(message)
        .At(position.known() ? position : Position{.file = specification_.file})
        .Note("of " + specification_.call);
  }

  void CopyInput(const DeclaredPath& declared) {
    const std::string source = InSource(declared.path);
    const auto other = specification_.derived_by_others.find(declared.path);
    if (other != specification_.derived_by_others.end()) {
      CopyTree(JoinPath(other->second, declared.path), declared);
    } else {
      CopyTree(source, declared);
    }
  }

  void CopyTree(const std::string& source, const DeclaredPath& declared) {
    if (inputs_.IsFile(source)) return CopyFile(source, declared.path);
    if (!inputs_.IsDirectory(source)) {
      throw Fault("DEPENDS names " + declared.path + ", which is not there", declared.position);
    }
    disk_.MakeDirectories(InCopy(declared.path));
    for (const FileSystem::Entry& entry : inputs_.Walk(source)) {
      const std::string path = JoinPath(source, entry.path);
      const std::string name = JoinPath(declared.path, entry.path);
      if (entry.info.is_directory()) {
        disk_.MakeDirectories(InCopy(name));
      } else if (inputs_.IsFile(path)) {
        CopyFile(path, name);
      } else {
        throw Fault(name + " is neither a file nor a folder: DEPENDS cannot have it", declared.position);
      }
    }
  }

  void CopyFile(const std::string& source, const std::string& name) {
    const std::optional<FileInfo> info = disk_.StatFollowing(source);
    disk_.WriteFile(InCopy(name), inputs_.Read(source),
                    info && info->is_executable() ? kExecutableMode : kPlainMode);
  }

  // A word that names something of the source tree means that in the copy. What is built is used where it is.
  std::string Word(const std::string& word) const {
    const std::string& tree = specification_.source_tree;
    std::string text;
    size_t begin = 0;
    while (true) {
      const size_t found = word.find(tree, begin);
      if (found == std::string::npos) return text + word.substr(begin);
      const size_t end = found + tree.size();
      const std::string_view rest = std::string_view(word).substr(end);
      const std::string_view path = std::string_view(word).substr(found);
      const bool is_path = (rest.empty() || rest.starts_with('/')) && (found == 0 || word[found - 1] != '/');
      const bool is_built =
          path.starts_with(specification_.build_tree + "/") || path == specification_.build_tree;
      text += word.substr(begin, found - begin) + (is_path && !is_built ? copy_.path() : tree);
      begin = end;
    }
  }

  void RunCommand(const ProcessRunner& runner) const {
    ProcessRequest request{.arguments = {},
                           .directory = InCopy(specification_.working_directory),
                           .input = {},
                           .environment = {{"LC_ALL", "C"}, {"TZ", "UTC"}}};
    for (const std::string& word : specification_.command) request.arguments.push_back(Word(word));
    std::optional<ProcessResult> result;
    try {
      result = runner.Run(request);
    } catch (Error& error) {
      throw Fault("COMMAND cannot run: " + error.message()).Hint(HintFor({request.arguments[0]}));
    }
    if (result->status == 0) return;
    const std::string text = result->output + result->error_output;
    Error error = Fault("COMMAND failed with status " + std::to_string(result->status) + ": " +
                        Join(request.arguments, " "));
    if (!Trim(text).empty()) error.Note("it printed:\n" + std::string(Trim(text)));
    throw error.Hint(HintFor(WordsOf(text)));
  }

  static std::vector<std::string> WordsOf(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
      constexpr std::string_view kEnds = " \t\r\n'\"`:;,()<>[]=";
      if (kEnds.find(c) == std::string_view::npos) {
        word += c;
      } else if (!word.empty()) {
        words.push_back(std::exchange(word, ""));
      }
    }
    if (!word.empty()) words.push_back(word);
    return words;
  }

  // What of these words is in the source tree, and not in the copy.
  std::string HintFor(const std::vector<std::string>& words) const {
    std::set<std::string> undeclared;
    for (const std::string& word : words) {
      std::string path = word;
      if (IsInside(path, copy_.path())) path = path.substr(std::min(copy_.path().size() + 1, path.size()));
      for (const std::string& name :
           {CleanPath(JoinPath(specification_.working_directory, path)), CleanPath(path)}) {
        const bool is_there =
            IsLocalPath(name) && name != "." && disk_.Stat(InSource(name)) && !disk_.Stat(InCopy(name));
        if (is_there && undeclared.size() < kMostHints) undeclared.insert(name);
      }
    }
    if (undeclared.empty()) return "it runs in a copy that holds DEPENDS alone: name there all that it reads";
    return "add to DEPENDS: " + Join({undeclared.begin(), undeclared.end()}, ", ");
  }

  void Collect(const DeclaredPath& output, DerivedFiles& made) const {
    const std::string path = InCopy(output.path);
    if (!output.is_folder) {
      if (!disk_.IsFile(path)) throw Fault("COMMAND has not written OUTPUT " + output.path, output.position);
      return Take(output.path, output, made);
    }
    bool is_empty = true;
    if (disk_.IsDirectory(path)) {
      for (const FileSystem::Entry& entry : disk_.Walk(path)) {
        if (entry.info.is_directory()) continue;
        const std::string name = JoinPath(output.path, entry.path);
        if (!disk_.IsFile(InCopy(name))) {
          throw Fault("COMMAND has made " + name + ", which is no file", output.position);
        }
        Take(name, output, made);
        is_empty = false;
      }
    }
    if (is_empty) throw Fault("COMMAND has written nothing to OUTPUT " + output.path + "/", output.position);
  }

  void Take(const std::string& name, const DeclaredPath& output, DerivedFiles& made) const {
    const std::string path = InCopy(name);
    DerivedFile file{.content = disk_.ReadFile(path),
                     .is_executable = disk_.StatFollowing(path)->is_executable()};
    if (file.content.find(copy_.path()) != std::string::npos) {
      throw Fault(
          "OUTPUT " + name + " names the folder in which COMMAND ran, so it would differ on each machine",
          output.position)
          .Hint("give COMMAND relative paths");
    }
    made.insert_or_assign(name, std::move(file));
  }

  const DerivedSpecification& specification_;
  packaging::StepInputs& inputs_;
  FileSystem& disk_;
  CopyFolder copy_;
};

}  // namespace

DerivedFiles Derive(const DerivedSpecification& specification, const std::string& copy,
                    packaging::StepInputs& inputs, const ProcessRunner& runner) {
  return Derivation(specification, copy, inputs).Run(runner);
}

}  // namespace pkgrepo::derived
