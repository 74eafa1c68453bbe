// Cap'n Proto RPC over a Unix socket, one event loop on each side.
//   peer-capnp serve SOCKET | pingpong SOCKET SECONDS | small SOCKET SECONDS
#include <capnp/ez-rpc.h>

#include "load.capnp.h"
#include "load.h"

namespace {

class Service final : public Load::Server {
  kj::Promise<void> echo(EchoContext context) override {
    context.getResults().setData(context.getParams().getData());
    return kj::READY_NOW;
  }

  kj::Promise<void> sum(SumContext context) override {
    auto data = context.getParams().getData();
    auto results = context.getResults();
    results.setSum(load::Sum(data.begin(), data.size()));
    results.setBytes(data.size());
    return kj::READY_NOW;
  }
};

void PingPong(Load::Client load, kj::WaitScope& scope, double seconds) {
  std::string block(load::kBlockBytes, 'x');
  load::PingPong(seconds, [&] {
    auto request = load.echoRequest();
    request.setData(kj::arrayPtr(reinterpret_cast<const kj::byte*>(block.data()), block.size()));
    auto reply = request.send().wait(scope);
    if (reply.getData().size() != load::kBlockBytes || std::memcmp(reply.getData().begin(), block.data(), block.size())) load::Fail("a reply is wrong");
  });
}

kj::Promise<void> Caller(Load::Client load, load::Count& count, uint8_t value) {
  auto request = load.sumRequest();
  std::memset(request.initData(load::kPayloadBytes).begin(), value, load::kPayloadBytes);
  return request.send().then([load, &count, value](auto&& reply) mutable -> kj::Promise<void> {
    if (reply.getSum() != load::SumOfRepeated(value, load::kPayloadBytes)) load::Fail("a reply is wrong");
    if (!count.Add()) return kj::READY_NOW;
    return Caller(load, count, uint8_t(value + 1));
  });
}

void Small(Load::Client load, kj::WaitScope& scope, double seconds) {
  load::Count count(seconds);
  auto callers = kj::heapArrayBuilder<kj::Promise<void>>(load::kInFlight);
  for (int i = 0; i < load::kInFlight; i++) callers.add(Caller(load, count, uint8_t(i)));
  kj::joinPromises(callers.finish()).wait(scope);
  count.Print(seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) load::Fail("usage: peer-capnp serve|pingpong|small SOCKET [SECONDS]");
  std::string address = std::string("unix:") + argv[2];
  if (!std::strcmp(argv[1], "serve")) {
    capnp::EzRpcServer server(kj::heap<Service>(), address.c_str());
    auto& scope = server.getWaitScope();
    server.getPort().wait(scope);
    std::puts("ready");
    std::fflush(stdout);
    kj::NEVER_DONE.wait(scope);
  }
  capnp::EzRpcClient client(address.c_str());
  double seconds = std::atof(argv[3]);
  auto load = client.getMain<Load>();
  std::strcmp(argv[1], "small") ? PingPong(load, client.getWaitScope(), seconds) : Small(load, client.getWaitScope(), seconds);
  return 0;
}
