// What the programs of this folder have in common: the two workloads of 'cell bench' that are compared, and how they are timed.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace load {

constexpr size_t kBlockBytes = 64;
constexpr size_t kPayloadBytes = 1024;
constexpr int kInFlight = 64;
constexpr double kWarmUpSeconds = 0.7;

inline uint64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The sum of the 64-bit words, modulo 2^64: every byte is looked at.
inline uint64_t Sum(const void* data, size_t bytes) {
  uint64_t sum = 0;
  for (size_t i = 0; i + 8 <= bytes; i += 8) {
    uint64_t word;
    std::memcpy(&word, static_cast<const char*>(data) + i, 8);
    sum += word;
  }
  return sum;
}

inline uint64_t SumOfRepeated(uint8_t value, size_t bytes) { return bytes / 8 * (value * 0x0101010101010101ULL); }

[[noreturn]] inline void Fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

// Times round trips after a warm-up and prints the median in nanoseconds.
template <typename RoundTrip>
void PingPong(double seconds, RoundTrip round_trip) {
  for (uint64_t end = Now() + uint64_t(kWarmUpSeconds * 1e9); Now() < end;) round_trip();
  std::vector<uint64_t> times;
  times.reserve(1 << 22);
  for (uint64_t now = Now(), end = now + uint64_t(seconds * 1e9); now < end;) {
    round_trip();
    uint64_t after = Now();
    times.push_back(after - now);
    now = after;
  }
  std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
  std::printf("%llu\n", static_cast<unsigned long long>(times[times.size() / 2]));
}

// Counts calls after a warm-up: tells when to stop, and prints calls per second at the end.
class Count {
 public:
  explicit Count(double seconds) : begin_(Now() + uint64_t(kWarmUpSeconds * 1e9)), end_(begin_ + uint64_t(seconds * 1e9)) {}

  // A call had its reply. False: the time is over.
  bool Add() {
    uint64_t now = Now();
    if (now >= begin_ && now < end_) calls_++;
    return now < end_;
  }

  void Print(double seconds) const { std::printf("%.0f\n", calls_ / seconds); }

 private:
  uint64_t begin_, end_;
  uint64_t calls_ = 0;
};

}  // namespace load
