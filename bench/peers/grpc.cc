// gRPC over a Unix socket: a server with the callback API, a client with one completion queue.
//   peer-grpc serve SOCKET | pingpong SOCKET SECONDS | small SOCKET SECONDS
#include <grpcpp/grpcpp.h>

#include <memory>

#include "load.grpc.pb.h"
#include "load.h"

namespace {

class Service final : public load::Load::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const load::Block* request, load::Block* response) override {
    response->set_data(request->data());
    return Done(context);
  }

  grpc::ServerUnaryReactor* Sum(grpc::CallbackServerContext* context, const load::Block* request, load::Digest* response) override {
    response->set_sum(load::Sum(request->data().data(), request->data().size()));
    response->set_bytes(request->data().size());
    return Done(context);
  }

  static grpc::ServerUnaryReactor* Done(grpc::CallbackServerContext* context) {
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

struct Call {
  grpc::ClientContext context;
  grpc::Status status;
  load::Digest digest;
  std::unique_ptr<grpc::ClientAsyncResponseReader<load::Digest>> reader;
  uint8_t value;
};

void Small(load::Load::Stub& stub, double seconds) {
  grpc::CompletionQueue queue;
  load::Count count(seconds);
  uint8_t next = 0;
  int pending = 0;
  load::Block block;
  auto begin = [&] {
    auto* call = new Call;
    call->value = next++;
    block.mutable_data()->assign(load::kPayloadBytes, char(call->value));
    call->reader = stub.AsyncSum(&call->context, block, &queue);
    call->reader->Finish(&call->digest, &call->status, call);
    pending++;
  };
  for (int i = 0; i < load::kInFlight; i++) begin();
  void* tag;
  bool ok;
  bool more = true;
  while (pending > 0 && queue.Next(&tag, &ok)) {
    std::unique_ptr<Call> call(static_cast<Call*>(tag));
    pending--;
    if (!ok || !call->status.ok() || call->digest.sum() != load::SumOfRepeated(call->value, load::kPayloadBytes)) load::Fail("a reply is wrong");
    more = count.Add() && more;
    if (more) begin();
  }
  count.Print(seconds);
}

void PingPong(load::Load::Stub& stub, double seconds) {
  load::Block block, reply;
  block.set_data(std::string(load::kBlockBytes, 'x'));
  load::PingPong(seconds, [&] {
    grpc::ClientContext context;
    if (!stub.Echo(&context, block, &reply).ok() || reply.data() != block.data()) load::Fail("a reply is wrong");
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) load::Fail("usage: peer-grpc serve|pingpong|small SOCKET [SECONDS]");
  std::string address = std::string("unix:") + argv[2];
  if (!std::strcmp(argv[1], "serve")) {
    Service service;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    auto server = builder.BuildAndStart();
    if (!server) load::Fail("cannot listen");
    std::puts("ready");
    std::fflush(stdout);
    server->Wait();
    return 0;
  }
  auto stub = load::Load::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  double seconds = std::atof(argv[3]);
  std::strcmp(argv[1], "small") ? PingPong(*stub, seconds) : Small(*stub, seconds);
  return 0;
}
