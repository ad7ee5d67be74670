#include "artifact/image_config.h"

#include <doctest/doctest.h>

namespace pkgrepo::artifact {
namespace {

const Digest kId = Digest::FromHex(std::string(64, 'a'));
const std::string kIdText = "sha256:" + std::string(64, 'a');

TEST_CASE("A configuration from nothing has no time") {
  const ImageSettings settings{.entrypoint = {"/hello"}, .command = {"--port", "80"}, .environment = {"A=b"}};
  CHECK(MakeImageConfig(settings, {.architecture = "arm", .os = "linux", .os_version = "", .variant = "v7"},
                        "", {kId}) ==
        R"({"created":"0001-01-01T00:00:00Z","architecture":"arm","os":"linux","variant":"v7",)"
        R"("config":{"Env":["A=b"],"Entrypoint":["/hello"],"Cmd":["--port","80"]},)"
        R"("rootfs":{"type":"layers","diff_ids":[")" +
            kIdText + R"("]},"history":[{"created":"0001-01-01T00:00:00Z","created_by":"pkgrepo"}]})");
}

TEST_CASE("Settings go over those of the base") {
  const std::string base =
      R"({"architecture":"amd64","os":"linux","created":"2024-01-01T00:00:00Z","container":"x","config":{"Env":["PATH=/bin","A=a"],)"
      R"("Entrypoint":["/sh"],"Cmd":["-c"],"Labels":{"a":"1","b":"2"},"StopSignal":"SIGINT"},)"
      R"("rootfs":{"type":"layers","diff_ids":["sha256:b"]},"history":[{"created_by":"RUN"}]})";
  ImageSettings settings{
      .entrypoint = {"/hello"}, .environment = {"A=b", "C=d"}, .user = "1", .working_directory = "/w"};
  settings.labels = {{"b", "3"}};
  const oci::Platform platform{.architecture = "amd64", .os = "linux", .os_version = "", .variant = ""};
  CHECK(
      MakeImageConfig(settings, platform, base, {kId}) ==
      R"({"created":"0001-01-01T00:00:00Z","architecture":"amd64","os":"linux",)"
      R"("config":{"Env":["PATH=/bin","A=b","C=d"],"Entrypoint":["/hello"],"Labels":{"a":"1","b":"3"},"StopSignal":"SIGINT",)"
      R"("User":"1","WorkingDir":"/w"},"rootfs":{"type":"layers","diff_ids":["sha256:b",")" +
          kIdText +
          R"("]},"history":[{"created_by":"RUN"},{"created":"0001-01-01T00:00:00Z","created_by":"pkgrepo"}]})");
  settings = {};
  settings.command = {"-x"};
  CHECK(MakeImageConfig(settings, platform, base, {}).find(R"("Entrypoint":["/sh"],"Cmd":["-x"])") !=
        std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::artifact
