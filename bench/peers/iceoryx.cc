// iceoryx request/response, both sides looking again and again. Its daemon, iox-roudi, must run. It has no queue for 64 requests of one client, so there is no 'small'.
//   peer-iceoryx serve | pingpong SECONDS
#include <iceoryx_hoofs/posix_wrapper/signal_watcher.hpp>
#include <iceoryx_posh/popo/client.hpp>
#include <iceoryx_posh/popo/server.hpp>
#include <iceoryx_posh/runtime/posh_runtime.hpp>

#include "load.h"

namespace {

struct Block {
  char data[load::kBlockBytes];
};

const iox::capro::ServiceDescription kService{"Load", "Bench", "Echo"};

void Serve() {
  iox::runtime::PoshRuntime::initRuntime("cells-bench-server");
  iox::popo::Server<Block, Block> server(kService);
  std::puts("ready");
  std::fflush(stdout);
  while (!iox::posix::hasTerminationRequested()) {
    server.take().and_then([&](const auto& request) {
      server.loan(request).and_then([&](auto& response) {
        *response = *request;
        response.send().or_else([](auto&) { load::Fail("cannot reply"); });
      });
    });
  }
}

void PingPong(double seconds) {
  iox::runtime::PoshRuntime::initRuntime("cells-bench-client");
  iox::popo::Client<Block, Block> client(kService);
  Block block;
  std::memset(&block, 'x', sizeof block);
  load::PingPong(seconds, [&] {
    bool sent = false;
    client.loan().and_then([&](auto& request) {
      *request = block;
      request.send().and_then([&] { sent = true; });
    });
    while (sent) {
      bool taken = false;
      client.take().and_then([&](const auto& response) {
        if (std::memcmp(&*response, &block, sizeof block)) load::Fail("a reply is wrong");
        taken = true;
      });
      if (taken) break;
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && !std::strcmp(argv[1], "serve")) {
    Serve();
    return 0;
  }
  if (argc < 3) load::Fail("usage: peer-iceoryx serve | pingpong SECONDS");
  PingPong(std::atof(argv[2]));
  return 0;
}
