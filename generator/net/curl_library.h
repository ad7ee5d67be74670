// libcurl, loaded while the program runs.
//
// Linking it would bring dozens of shared libraries into every start of the program; loading it on the first
// use costs only those commands that speak to the network. The functions are those of <curl/curl.h>, without
// their prefix.

#ifndef PKGREPO_NET_CURL_LIBRARY_H_
#define PKGREPO_NET_CURL_LIBRARY_H_

#include <curl/curl.h>

namespace pkgrepo::net {

struct CurlLibrary {
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
  decltype(&curl_version_info) version_info;

  // Loads and initialises the library once; it stays until the program ends. Throws Error if it is not
  // installed. Thread-safe.
  static const CurlLibrary& Get();
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_CURL_LIBRARY_H_
