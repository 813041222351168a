// Progress and interruption of one measurement, from many threads.
#pragma once

#include <cstdint>
#include <mutex>

#include "quantities/quantity.hpp"

namespace rankcert {

/// Throws Interrupted if the request's stop flag is set: for the inner loops of a long trial.
void throw_if_stopped(const MeasureRequest& request);

class WorkMeter {
 public:
  /// `total` units of work are expected. The request must outlive the meter.
  WorkMeter(const MeasureRequest& request, std::uint64_t total) : request_(request), total_(total) {}

  /// Adds finished work, reports the fraction (at most one call at a time, about 200 in all), and throws Interrupted if
  /// the request's stop flag is set. Thread-safe.
  void advance(std::uint64_t units);

  /// Throws Interrupted if the request's stop flag is set.
  void poll() const { throw_if_stopped(request_); }

 private:
  const MeasureRequest& request_;
  std::uint64_t total_;
  std::mutex mutex_;
  std::uint64_t done_ = 0;
  std::uint64_t reported_ = 0;
};

}  // namespace rankcert
