#include "quantities/work_meter.hpp"

#include <algorithm>

#include "exact/error.hpp"

namespace rankcert {

void throw_if_stopped(const MeasureRequest& request) {
  if (request.stop != nullptr && request.stop->load(std::memory_order_relaxed)) throw Interrupted();
}

void WorkMeter::advance(std::uint64_t units) {
  poll();
  constexpr std::uint64_t kReports = 200;
  const std::lock_guard lock(mutex_);
  done_ = std::min(total_, done_ + units);
  if (done_ < total_ && done_ - reported_ < total_ / kReports) return;
  if (done_ == reported_) return;
  reported_ = done_;
  if (request_.progress) request_.progress(static_cast<double>(done_) / static_cast<double>(total_));
}

}  // namespace rankcert
