#include "go/connection_error.h"

#include <doctest/doctest.h>

namespace pkgrepo::go {

TEST_CASE("certificates, in the words that others look for") {
  for (const long code : {2L, 7L, 18L, 19L, 20L, 21L}) {
    CHECK(DescribeCertificate(code, "h", "SSL certificate problem") ==
          "tls: failed to verify certificate: x509: certificate signed by unknown authority");
    CHECK(IsUnknownAuthority(code));
  }
  CHECK(DescribeCertificate(10, "h", "x") ==
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid");
  CHECK(DescribeCertificate(1, "h", "x") == DescribeCertificate(0, "h", "x"));
  CHECK(DescribeCertificate(0, "h", "x") ==
        "tls: failed to verify certificate: x509: certificate is not valid for h");
  CHECK(DescribeCertificate(24, "h", "invalid CA certificate") ==
        "tls: failed to verify certificate: invalid CA certificate");
}

TEST_CASE("names and addresses") {
  const std::string lookup = DescribeLookup("no.such.host.invalid");
  CHECK(lookup.starts_with("dial tcp: lookup no.such.host.invalid on "));
  CHECK(DialAddress("10.0.0.1", "https") == "10.0.0.1:443");
  CHECK(DialAddress("10.0.0.1:5000", "http") == "10.0.0.1:5000");
  CHECK(DialAddress("[fd00::1]:5000", "http") == "[fd00::1]:5000");
  CHECK(DialAddress("[fd00::1]", "http") == "[fd00::1]:80");
}

}  // namespace pkgrepo::go
