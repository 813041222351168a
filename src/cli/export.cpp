#include "checker/printable.hpp"
#include "claim/verify.hpp"
#include "claim/write_file.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/verify_policy.hpp"
#include "coq/coq_file.hpp"
#include "exact/error.hpp"

namespace rankcert {

int run_export(const ExportOptions& options) {
  Verifier verifier(policy_of(options));
  const VerifiedFile verified = verifier.verify(options.certificate);
  if (!verified.accepted()) {
    write_note(printable(verified.file) + ": " + verified.verdict + ": " + printable(verified.reason));
    return verified.code;
  }
  coq::CoqFile file;
  try {
    file = coq::coq_file(*verified.check.certificate, verifier.claim_of(verified), &stop_flag());
  } catch (const LimitError& error) {
    throw InputError(options.certificate + ": " + error.what());
  } catch (const InputError& error) {
    throw InputError(options.certificate + ": " + error.what());
  }
  write_file_atomically(options.file, file.text + std::string(coq::assumptions_command));
  if (options.common.json) {
    write_out(document({{"certificate", options.certificate}, {"file", options.file}, {"theorem", file.statement}, {"subject", verified.check.subject}}));
  } else if (!options.common.quiet) {
    write_out(printable(options.file) + ": " + file.statement + "  (" + printable(verified.check.subject) + ")\nCheck it: coqc " + printable(options.file) + "\n");
  }
  return 0;
}

}  // namespace rankcert
