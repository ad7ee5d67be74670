#include "oci/gzip_writer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"

namespace pkgrepo::oci {
namespace {

std::string Compress(std::string_view bytes, size_t piece) {
  std::string out;
  GzipWriter gzip([&](std::string_view compressed) { out += compressed; });
  for (size_t i = 0; i < bytes.size(); i += piece) gzip.Write(bytes.substr(i, piece));
  gzip.Finish();
  return out;
}

std::string Decompress(std::string blob) {
  const net::StringBody body(std::move(blob));
  LayerStream stream(body);
  std::string bytes;
  std::array<char, 4096> buffer;
  while (const size_t count = stream.Read(buffer.data(), buffer.size())) bytes.append(buffer.data(), count);
  return bytes;
}

// Content that is the same wherever it is made: xorshift64 (13, 7, 17) from one seed.
class Content {
 public:
  static std::string Make(std::string_view kind, size_t size) {
    Content content;
    while (content.bytes_.size() < size) content.Grow(kind);
    return content.bytes_.substr(0, size);
  }

 private:
  uint64_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    return state_ ^= state_ << 17;
  }
  char NextByte() { return static_cast<char>(Next() >> 56); }

  void Grow(std::string_view kind) {
    if (kind == "zeros") bytes_ += '\0';
    if (kind == "random") bytes_ += NextByte();
    if (kind == "skewed") bytes_ += static_cast<char>(std::min(40, std::countr_one(Next())));
    if (kind == "text") bytes_ += kWords[Next() % kWords.size()];
    if (kind == "copies") GrowByCopy();
  }

  // Some literals, then a copy from up to 40000 bytes before: out of reach now and then.
  void GrowByCopy() {
    for (uint64_t literals = Next() % 40; literals > 0; --literals) bytes_ += NextByte();
    if (bytes_.empty()) return;
    const size_t distance = Next() % 40000 % bytes_.size() + 1;
    for (uint64_t length = Next() % 300; length > 0; --length) bytes_ += bytes_[bytes_.size() - distance];
  }

  static constexpr std::array<std::string_view, 8> kWords = {
      "apiVersion: v1\n", "kind: Pod\n", "  name: ", "image: ", "- ", "\n", "app", "web"};

  uint64_t state_ = 88172645463325252;
  std::string bytes_;
};

struct Recorded {
  std::string_view kind;
  size_t size;
  std::string_view sha256;
};

// Of what compress/gzip of Go 1.23 makes of this content at its fastest level.
constexpr Recorded kRecorded[] = {
    {"zeros", 0, "81da0491c5af5635831f6a3febb5d9bfd66987ba3ecc42e58dc3d80938c25705"},
    {"zeros", 1, "b31fe8bf9e58da33213664d8dc7b826b10db42b100b5bd6f6a8c8f104932abab"},
    {"zeros", 16, "cec3b459d7c6e98b73f767f52e3f65f9f6110b1699220b00ae587334cd6e114e"},
    {"zeros", 17, "b771fabc3bcad33775a7f082d8bbbfd3fe0593933d3ef484ef45313ec8f7f120"},
    {"zeros", 127, "c96fe034ae4a8d01c25651624d868d6f1047c77a05bd6e897fb98f4b54388fb3"},
    {"zeros", 128, "6fd9a7629cdf3732c05c5db3f70867aab84cb285dc68a4452979ba300274aa26"},
    {"zeros", 1000, "9270a20f4dff6e9bae99f98deef9f2daf8e1a243c8b34a495db2fb2bce031fbd"},
    {"zeros", 65534, "9fd7ec7d50f44c7f040be2c2ad389b60cfb61fb1cb292209cdd954aa8a79b65c"},
    {"zeros", 65535, "338a63f086c55a6db4a18486fedf7904b003f27d8f8211e503e011f953dde1c8"},
    {"zeros", 65536, "963fbf5eef5ae964f26d55aaea6036f150141c89a83586ca15189b5ce536944e"},
    {"zeros", 131070, "4caebb0b66fb22cbdf91c96870570cafa188316544562cf33cc656c151c6bdc4"},
    {"zeros", 131199, "da50b92296f5da4af1d3be4f5f5cfa6cf5c02cb2195e328ad59330adb872b80c"},
    {"zeros", 1000000, "0d1b3b19ea6fbd20b532856de710040f9db701848cc6d3da092cc5194eabcedb"},
    {"random", 1, "36b8438d4dbf18194e5ecb056ce67bca8e065f83c84fbb99b0bb0d64b0ae380c"},
    {"random", 16, "b2d7779ea518aa6498e0a6883a95f8c6493b1c9735d96e201d42bf1547afd836"},
    {"random", 17, "7ce6b31c61cb88d83b05d747383e8e2c553979c19255ef849492cf92a13f1541"},
    {"random", 127, "adc5de1847df33d07c0e47fc9066af5550489ad75a312527b7d3814743309db9"},
    {"random", 128, "ff8ab1a4777e7ae9f72ad27ae5cb3ef06b0d40b2bdc9796fe40b1b7dbb9daa06"},
    {"random", 1000, "c9a527c7d198b35f6b81830a21dcdb47427dcb2ac1fdf6a23a675750b859e3d9"},
    {"random", 65534, "8a15fcad66c82a3e89e4600301c3c91371cd1dd6b863275e4569814f46a9532f"},
    {"random", 65535, "39baf06e268c90674dcd9fd9c08003ad359cd2cefc7833f834bf8d8b5c19e23d"},
    {"random", 65536, "142cd3596ccc883556f369646cc7744d7780cf15407a8445bfd243feb65daae2"},
    {"random", 131070, "c0070d0a5ad1df2f3cb9ab6b5db19851456fa96b2ae8923cefcb5a3eafacf928"},
    {"random", 131199, "c0a3da3d6db6a52807a89652ead0f571c5bc3568b891e58ccbe2720863487c0a"},
    {"random", 1000000, "cd2787d33b7c44ce9d228550536634c1ca4ce6c45f32ee068cc39ea27a211805"},
    {"skewed", 1, "b31fe8bf9e58da33213664d8dc7b826b10db42b100b5bd6f6a8c8f104932abab"},
    {"skewed", 16, "41cffa163ca9d580805b463ee49a73765eadc5cc7e13b1e54437a3e61a566eba"},
    {"skewed", 17, "29346a7f4f4e40f3f7247cc1f55d0f906306e66c25302c071f4bb229270131e2"},
    {"skewed", 127, "98f0be442e54ace964e1e7920fa7c162ed7778d52f1b8133022a59176a92a821"},
    {"skewed", 128, "216f496ea2606e01438b65022390e825b5265b31a46643a628f5dd1855933964"},
    {"skewed", 1000, "fc0c4cf9efa5e6703df53ef90240d9bc862503c83d00bd24c7b979d96637489b"},
    {"skewed", 65534, "f95409bc9c9b83f696b6db3ca7f39f513f75e9a3d34a876067353bdcb9be308e"},
    {"skewed", 65535, "d91af103862ecbc6af23f1eef42047386c780390f4bbb1acc4747271e63a91b2"},
    {"skewed", 65536, "54b0484409fe157bb251873fbae87b1566db59726b27fe2204fd9cb92690d911"},
    {"skewed", 131070, "8b797865f084fafb779432c5c60b20c27772082839576912c28c660b498f86ea"},
    {"skewed", 131199, "5a3c366fe82d1d1c86071cf0491376d47d247e536e660d732e1f6d596c1de43e"},
    {"skewed", 1000000, "1fba3e4bc674360c6dec7d40754c189abc1b2adcd65bb12d2a628d2adbca61cf"},
    {"text", 1, "2b3843da9cf6852170bc3d756fad5e1602882bc8f5ccad0cd4672f3c0689b445"},
    {"text", 16, "328a218ca1251527259200c81d701463ea024d54235774de422ba355abb73d2f"},
    {"text", 17, "7bfa4a7b6ba91d4e90f1cbf4d26d9168c80bfa1f51484831a0defa254d5e95cd"},
    {"text", 127, "37145d8b95542981be39466d40fe170b7d89f179fefd62e4562c3a6d108fdc75"},
    {"text", 128, "677bf1986f23729600e3ffb165b89ecdecb640c9a8d4ec3290b2f532d0fb33fd"},
    {"text", 1000, "1f08d6bf94246e97840f14b86f6c91ce5bde2df2a6fec0b964b1693fccd2e760"},
    {"text", 65534, "efe934f4a70c5bff0258071d9ca8f001c1cfc01180b149a2e1245130e6f70937"},
    {"text", 65535, "b86fb531d67274d6530159d037c81f1bfbb41517959fa3ef0bb63cd71b070756"},
    {"text", 65536, "1187ab07862220721bd313b7b4ca5af43cb09fb780f3471ac3a6584259dd35a8"},
    {"text", 131070, "190178725f27c6da953f1b3f7700984cee65723a48b56e9f0a16e0369d3d7451"},
    {"text", 131199, "2b68de10d38cc9718a365a55f8b73e341449ed2ce0d2468981ca668311e53cc5"},
    {"text", 1000000, "8671d24b8c4335319fd1fb6d53eec57c8c7e9ec74dd1d9da7c79fc7e6c33fc2c"},
    {"copies", 1, "e41c8c362b7e8904b1cf0caa9fc5789620502250c72c9903a2b5e02c3fc593ab"},
    {"copies", 16, "8823cb5b136da58a3bcc114b4f95ffa6cf670700e92b9a531ccf8622676b7620"},
    {"copies", 17, "f2254471293503c5451cb2692023679e5a7de5539a757278f4409ce8308b610b"},
    {"copies", 127, "00cc1647e9d7eba937fb1ff673a4933b77af3e03d9dec797bbf21cd9597ea773"},
    {"copies", 128, "fc821f914ed639aabdc3dba9d0145f12a78f57efcfabc3a18e0ee288cea108e2"},
    {"copies", 1000, "a2b201350fad1e51a2a7aebfd864b006e19ab3a0d725bffd5e1f021de8a5cedf"},
    {"copies", 65534, "cdae970b8ebe02457db8fabd5f6e8e509403fa6c567ef2e3eedba346b7292f13"},
    {"copies", 65535, "a219a913c31200ab81d1ed0e318ebae431cf3bd23c4e2695d3bca3dbc0b86244"},
    {"copies", 65536, "47a82b5c95310b23001bea1979d07b81966e1240757d460bd036adf64b66c59f"},
    {"copies", 131070, "9a34457319a7a3b5b03e33df400b823e798ea3c56e713d1450a666b467a7d574"},
    {"copies", 131199, "ba677aeb872a96802a2bae63fa44dffca4477e8f9e8706d1693a5aad9a524bcd"},
    {"copies", 1000000, "e03e8786b994d930cae746b0b4305a1a4391ac640d61bf0526cd66f2d36843b7"},
};

}  // namespace

TEST_CASE("compressed bytes are those of Go") {
  for (const Recorded& recorded : kRecorded) {
    CAPTURE(recorded.kind);
    CAPTURE(recorded.size);
    const std::string content = Content::Make(recorded.kind, recorded.size);
    const std::string compressed = Compress(content, std::max<size_t>(content.size(), 1));
    CHECK(Sha256Hex(compressed) == recorded.sha256);
    CHECK(Decompress(compressed) == content);
  }
}

TEST_CASE("compressed bytes do not depend on how the input is cut") {
  const std::string content = Content::Make("copies", 200000);
  const std::string whole = Compress(content, content.size());
  for (const size_t piece : {1, 7, 65534, 65535, 65536, 131070}) {
    CAPTURE(piece);
    CHECK((Compress(content, piece) == whole));
  }
}

TEST_CASE("what cannot be compressed grows by few bytes") {
  const std::string content = Content::Make("random", 1000000);
  CHECK(Compress(content, content.size()).size() < content.size() + 200);
}

}  // namespace pkgrepo::oci
