// The commands of rankcert: one file a command, options in, exit code out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formula/limits.hpp"
#include "formula/substitute.hpp"

namespace rankcert {

/// Options that several commands share.
struct CommonOptions {
  bool json = false;
  bool quiet = false;
  Limits limits{};
  long max_precision_bits = 4096;
  unsigned jobs = 0;  ///< 0: as many as there are cores
};

struct ShowOptions {
  CommonOptions common;
  std::string claim;
};

struct EvalOptions {
  CommonOptions common;
  std::string expression;
  std::string claim;  ///< whose definitions the formula may use; empty: those of the prelude
  std::size_t digits = 20;
  std::vector<std::string> set;
};

/// Formats of a report besides its page: each the file it goes to, "-" for standard output; empty: not asked for.
struct ReportFormats {
  std::string markdown;
  std::string junit;
  std::string latex;
  std::string csv;
};

struct CheckOptionsOfCommand {
  CommonOptions common;
  std::vector<std::string> claims;
  std::vector<std::string> set;
  std::vector<std::string> assertions;
  std::string suite = "quick";
  std::string folder;  ///< empty: no certificates are written
  std::uint64_t seed = 1;
  std::string confidence = "0.99";
  long expect = -1;  ///< negative: any number
  bool strict = false;
  ReportFormats formats;
  std::string baseline;  ///< empty: the run is held against nothing
  std::string margin_share = "10%";
  bool bless = false;
  bool allow_weaker = false;
};

struct InitOptions {
  CommonOptions common;
  std::string folder;
};

struct VerifyOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  bool replay = false;
  bool second = false;  ///< ask the second opinion too
  bool coq = false;     ///< ask Coq too
  unsigned coq_seconds = 300;  ///< that it may take for one certificate
  bool allow_other_text = false;
  std::vector<std::string> claims;  ///< files whose text certificates of their id must have
  long expect = -1;                 ///< negative: any number but 0
};

struct ReportOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  std::string page;  ///< the HTML file; empty: report.html where no other format is asked for
  ReportFormats formats;
  bool replay = false;
  bool second = false;  ///< this and the next two as for verify
  bool coq = false;
  unsigned coq_seconds = 300;
  bool strict = false;
  bool allow_other_text = false;
  std::vector<std::string> claims;  ///< as for verify
};

struct ExplainOptions {
  CommonOptions common;
  std::string certificate;
  bool allow_other_text = false;
  std::vector<std::string> claims;  ///< as for verify
};

struct DiffOptions {
  CommonOptions common;
  std::string before;
  std::string after;
  bool allow_other_text = false;
  std::vector<std::string> claims;  ///< as for verify
};

struct ExportOptions {
  CommonOptions common;
  std::string certificate;
  bool coq = false;  ///< the one format there is
  std::string file;
  bool allow_other_text = false;
  std::vector<std::string> claims;  ///< as for verify
};

struct CompareOptionsOfCommand {
  CommonOptions common;
  std::string table;
  std::string claim;
  std::string assertion;
  std::vector<std::string> columns;
  std::vector<std::string> set;
};

struct ThresholdOptions {
  CommonOptions common;
  std::string claim;
  std::vector<std::string> set;
  std::string folder;
};

struct SpectrumOptions {
  CommonOptions common;
  std::string file;
  std::string above;  ///< empty: nothing is counted
};

int run_list(const CommonOptions& options);
int run_show(const ShowOptions& options);
int run_eval(const EvalOptions& options);
int run_check(const CheckOptionsOfCommand& options);
int run_init(const InitOptions& options);
int run_verify(const VerifyOptions& options);
int run_report(const ReportOptions& options);
int run_explain(const ExplainOptions& options);
int run_diff(const DiffOptions& options);
int run_export(const ExportOptions& options);
int run_compare(const CompareOptionsOfCommand& options);
int run_threshold(const ThresholdOptions& options);
int run_spectrum(const SpectrumOptions& options);
int run_doctor(const CommonOptions& options);

/// The NAME=VALUE settings as exact values, one value each. Throws InputError naming the option and `command`.
[[nodiscard]] Assignment parse_values(const std::vector<std::string>& settings, std::string_view command, const Limits& limits);

/// The NAME=RANGE settings; a name may be given once. Throws InputError naming the option.
[[nodiscard]] std::map<std::string, std::vector<Rational>> parse_ranges(const std::vector<std::string>& settings, const Limits& limits);

/// "rankcert 0.1.0", what certificates name as their tool.
[[nodiscard]] std::string tool_name();

/// Splits "name=value". Throws InputError naming `option`.
[[nodiscard]] std::pair<std::string, std::string> split_setting(std::string_view setting, std::string_view option);

}  // namespace rankcert
