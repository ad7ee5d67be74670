#include "artifact/image_content.h"

#include <doctest/doctest.h>

#include "support/memory_file_system.h"

namespace pkgrepo::artifact {
namespace {

const std::string kHead =
    "# Of add_container_image(hello) in /src/CMakeLists.txt\nIMAGE r/hello\nTAG 1.0\nPLATFORM linux/arm64\n";

void WriteSources(MemoryFileSystem& disk) {
  disk.WriteFile("/src/hello", "binary", 0700);
  disk.WriteFile("/src/hello-arm64", "other", 0755);
  disk.WriteFile("/src/etc/a.conf", "a", 0660);
  disk.WriteFile("/src/etc/sub/b.conf", "b", 0644);
  disk.MakeSymlink("sub/b.conf", "/src/etc/link");
  disk.WriteFile("/src/bad/a", "a");
  disk.MakeSymlink("../../etc/passwd", "/src/bad/link");
  disk.WriteFile("/src/absolute/a", "a");
  disk.MakeSymlink("/etc/../usr/passwd", "/src/absolute/link");
  disk.WriteFile("/src/above/a", "a");
  disk.MakeSymlink("/etc/../../passwd", "/src/above/link");
}

// All layers, an entry a line: its type, mode and path, what a link leads to, and its owner unless that is root.
std::string List(const std::string& lines) {
  MemoryFileSystem disk;
  WriteSources(disk);
  packaging::StepInputs inputs(disk);
  const ImageSpecification specification = ImageSpecification::Parse("spec", kHead + lines);
  ImageContent content(specification, inputs);
  std::string text;
  for (size_t i = 0; i < content.size(); ++i) {
    for (const auto& [path, entry] : content.ListLayer(i, specification.platforms[0])) {
      char mode[8];
      std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(entry.mode));
      const bool is_file = entry.type == LayerEntry::Type::kFile;
      text += entry.type == LayerEntry::Type::kSymlink
                  ? "l " + path + " -> " + entry.link_target
                  : (is_file ? "f " : "d ") + std::string(mode) + " " + path;
      if (entry.owner != oci::TarOwner())
        text += " " + std::to_string(entry.owner.user) + ":" + std::to_string(entry.owner.group);
      text += "\n";
    }
  }
  content.RequireRulesUsed();
  return text;
}

std::string FaultOf(const std::string& lines) {
  try {
    List(lines);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("Files have one of two modes, and the folders that lead to them") {
  CHECK(List("LAYER\nCOPY /src/hello\nTO /usr/bin/hello\nCOPY /src/etc\nTO /etc/hello\n") ==
        "d 0755 /etc\nd 0755 /etc/hello\nf 0644 /etc/hello/a.conf\nl /etc/hello/link -> sub/b.conf\nd 0755 "
        "/etc/hello/sub\n"
        "f 0644 /etc/hello/sub/b.conf\nd 0755 /usr\nd 0755 /usr/bin\nf 0755 /usr/bin/hello\n");
}

TEST_CASE("Folders that every base has are its own") {
  CHECK(List("BASE debian\nLAYER\nCOPY /src/hello\nTO /usr/bin/\nCOPY /src/etc/a.conf\nTO /etc/hello/a\n") ==
        "d 0755 /etc/hello\nf 0644 /etc/hello/a\nf 0755 /usr/bin/hello\n");
}

TEST_CASE("Modes and empty folders are given") {
  CHECK(
      List(
          "LAYER\nCOPY /src/hello\nTO /bin/hello\nMODE /bin/hello=4711\nMODE /bin=0711\nMODE /tmp/=1777\n") ==
      "d 0711 /bin\nf 4711 /bin/hello\nd 1777 /tmp\n");
  CHECK(List("BASE b\nMODE /tmp/=1777\n") == "d 1777 /tmp\n");
}

TEST_CASE("Owners are given, of all that is below a path") {
  CHECK(List("LAYER\nCOPY /src/etc\nTO /opt/etc\nOWNER /opt/etc=1000:2000\nOWNER /opt/etc/sub=0:0\n") ==
        "d 0755 /opt\nd 0755 /opt/etc 1000:2000\nf 0644 /opt/etc/a.conf 1000:2000\n"
        "l /opt/etc/link -> sub/b.conf 1000:2000\nd 0755 /opt/etc/sub\nf 0644 /opt/etc/sub/b.conf\n");
  CHECK(List("LAYER\nCOPY /src/hello\nTO /bin/hello\nOWNER /=5:6\n") ==
        "d 0755 /bin 5:6\nf 0755 /bin/hello 5:6\n");
  CHECK(List("BASE b\nLAYER\nCOPY /src/hello\nTO /srv/hello\nOWNER /srv=4294967294:1\n") ==
        "d 0755 /srv 4294967294:1\nf 0755 /srv/hello 4294967294:1\n");
  CHECK(List("MODE /data/=0700\nOWNER /data/=1:1\n") == "d 0700 /data 1:1\n");
}

TEST_CASE("Absolute links are those of the image") {
  CHECK(List("LAYER\nCOPY /src/absolute\nTO /a\n") ==
        "d 0755 /a\nf 0644 /a/a\nl /a/link -> /etc/../usr/passwd\n");
}

TEST_CASE("A file goes into a folder, the root as well") {
  CHECK(List("LAYER\nCOPY /src/hello\nTO /\nCOPY /src/etc/a.conf\nTO /etc/\n") ==
        "d 0755 /etc\nf 0644 /etc/a.conf\nf 0755 /hello\n");
}

TEST_CASE("A source may be another one for each platform") {
  CHECK(List("LAYER\nCOPY /src/hello-{arch}\nTO /hello\n") == "f 0755 /hello\n");
}

TEST_CASE("What an image cannot hold is refused with the line of the specification") {
  const std::string of = "\n  note: of add_container_image(hello) in /src/CMakeLists.txt\n";
  CHECK(FaultOf("LAYER\nCOPY /src/none\nTO /a\n") == "spec:6: no such file or folder: /src/none" + of);
  CHECK(FaultOf("LAYER\nCOPY /src/bad\nTO /a\n") ==
        "spec:6: the link /src/bad/link leads to ../../etc/passwd, out of the folder that is copied" + of);
  CHECK(FaultOf("LAYER\nCOPY /src/above\nTO /a\n") ==
        "spec:6: the link /src/above/link leads to /etc/../../passwd, out of the image" + of);
  CHECK(FaultOf("LAYER\nCOPY /src/hello\nTO /a\nCOPY /src/hello-arm64\nTO /a\n") ==
        "spec:8: two files of one layer have the place /a in the image" + of);
  CHECK(FaultOf("LAYER\nCOPY /src/hello\nTO /a\nCOPY /src/hello\nTO /a/b\n") ==
        "spec: in the image, /a/b lies below /a, which is no folder" + of);
  CHECK(FaultOf("LAYER\nCOPY /src/hello\nTO /a\nMODE /b=0755\n") ==
        "spec:8: a mode is given for /b, which none of its files brings into the image" + of +
            "  hint: for an empty folder, end the path with '/'\n");
  CHECK(FaultOf("LAYER\nCOPY /src/hello\nTO /a\nOWNER /b=1:1\n") ==
        "spec:8: an owner is given for /b, and neither that nor anything below it comes into the image" + of +
            "  hint: an empty folder is made by a mode for its path with '/' at the end\n");
}

}  // namespace
}  // namespace pkgrepo::artifact
