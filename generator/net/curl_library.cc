#include "net/curl_library.h"

#include <dlfcn.h>

#include <array>
#include <string>

#include "base/error.h"

namespace pkgrepo::net {
namespace {

constexpr std::array kLibraryNames = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};

void* OpenLibrary() {
  for (const char* name : kLibraryNames) {
    if (void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  throw Error(std::string("The network needs libcurl, which cannot be loaded: ") + dlerror())
      .Hint("install the package libcurl4");
}

template <typename Function>
void Find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) throw Error(std::string("libcurl has no function ") + name);
}

CurlLibrary Load() {
  void* library = OpenLibrary();
  CurlLibrary curl;
  Find(library, "curl_easy_init", curl.easy_init);
  Find(library, "curl_easy_cleanup", curl.easy_cleanup);
  Find(library, "curl_easy_reset", curl.easy_reset);
  Find(library, "curl_easy_setopt", curl.easy_setopt);
  Find(library, "curl_easy_perform", curl.easy_perform);
  Find(library, "curl_easy_getinfo", curl.easy_getinfo);
  Find(library, "curl_easy_strerror", curl.easy_strerror);
  Find(library, "curl_slist_append", curl.slist_append);
  Find(library, "curl_slist_free_all", curl.slist_free_all);
  Find(library, "curl_version_info", curl.version_info);
  decltype(&curl_global_init) global_init = nullptr;
  Find(library, "curl_global_init", global_init);
  if (global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Error("libcurl cannot be initialised");
  return curl;
}

}  // namespace

const CurlLibrary& CurlLibrary::Get() {
  static const CurlLibrary curl = Load();
  return curl;
}

}  // namespace pkgrepo::net
