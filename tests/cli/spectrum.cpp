// rankcert spectrum: singular values of a user's matrix.
#include <doctest/doctest.h>

#include <cmath>

#include "claim/npy_bytes.hpp"
#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

double number(const json& decimal) { return std::stod(decimal.get<std::string>()); }

std::string complaint(const std::vector<std::string>& arguments, int code = 2) {
  const Outcome outcome = run_rankcert(arguments);
  CAPTURE(outcome.out);
  CHECK(outcome.code == code);
  CHECK(outcome.out.empty());
  CHECK(lines(outcome.err) == 1);
  return outcome.err;
}

}  // namespace

TEST_CASE("spectrum: values, clusters and counts of a matrix with known spectrum, text and JSON") {
  const Folder folder;
  // singular values 6, 2, 2, 0: diag(6, -2, 2, 0) with two rows exchanged, one column more
  const std::string file = folder.write("m.csv", "0,-2,0,0,0\n6,0,0,0,0\n0,0,2,0,0\n0,0,0,0,0\n");
  const Outcome text = run_rankcert({"spectrum", file, "--above", "1.5"});
  CAPTURE(text.out);
  CHECK(text.code == 0);
  CHECK(text.err.empty());
  CHECK(has(text.out, "4 x 5 matrix (csv)\n"));
  CHECK(has(text.out, "4 values in 3 clusters"));
  CHECK(has(text.out, "  2 values, 2..3, in ["));
  CHECK(has(text.out, "of the 3 values that are proved to differ from 0"));
  CHECK(has(text.out, "above 1.5: 3 (3 by enclosures, 3 by inertia)\n"));

  const json document = json_of(run_rankcert({"spectrum", file, "--above", "5/2", "--json"}));
  CHECK(document.at("rows") == 4);
  CHECK(document.at("columns") == 5);
  REQUIRE(document.at("singular_values").size() == 4);
  const double truth[] = {6, 2, 2, 0};
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(number(document["singular_values"][k].at("lower")) <= truth[k]);
    CHECK(number(document["singular_values"][k].at("upper")) >= truth[k]);
    CHECK(number(document["singular_values"][k].at("upper")) <= truth[k] + 1e-13);
  }
  REQUIRE(document.at("clusters").size() == 3);
  CHECK(document["clusters"][1].at("first") == 2);
  CHECK(document["clusters"][1].at("multiplicity") == 2);
  CHECK(document.at("differ_from_zero") == 3);
  CHECK(number(document.at("largest_relative_width")) < 1e-13);
  for (const char* method : {"count", "enclosures", "inertia"}) {
    CHECK(document.at("above").at(method).at("least") == 1);
    CHECK(document.at("above").at(method).at("greatest") == 1);
  }
  CHECK_FALSE(json_of(run_rankcert({"spectrum", file, "--json"})).contains("above"));
}

TEST_CASE("spectrum: .npy and .csv of one matrix agree, whatever the file is called") {
  const Folder folder;
  const std::string bytes = npy_bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }", raw_bytes<double>({3, 0, 4, 5}));
  const std::string csv = folder.write("m.csv", "3,0\n4,5\n");
  for (const char* name : {"m.npy", "m.bin", "m.csv.npy"}) {
    const Outcome npy = run_rankcert({"spectrum", folder.write(name, bytes)});
    CHECK(npy.code == 0);
    CHECK(npy.out.substr(npy.out.find('\n')) == run_rankcert({"spectrum", csv}).out.substr(std::string("2 x 2 matrix (csv)").size()));
  }
}

TEST_CASE("spectrum: a threshold is taken exactly, and one that cannot be decided is exit 3") {
  const Folder folder;
  const std::string file = folder.write("m.csv", "3,0\n0,1\n");
  const auto above = [&](const std::string& threshold) { return run_rankcert({"spectrum", file, "--above", threshold}); };
  CHECK(has(above("2").out, "above 2: 1 ("));
  CHECK(has(above("1/3").out, "above 1/3: 2 ("));
  CHECK(has(above("1e-400").out, "above 1e-400: 2 ("));
  CHECK(has(above("1e300").out, "above 1e300: 0 ("));
  CHECK(has(above("0").out, "above 0: 2 ("));
  for (const char* threshold : {"3", "1", "2.99999999999999999999"}) {
    const Outcome outcome = above(threshold);
    CHECK(outcome.code == 3);
    CHECK(has(outcome.err, "undecided"));
  }
  CHECK(above("2").code == 0);
  for (const char* bad : {"x", "", "1e400", "nan", "inf", "0x1", "1..2"}) {
    CAPTURE(bad);
    if (std::string(bad).empty()) continue;
    CHECK(has(complaint({"spectrum", file, "--above", bad}), "--above"));
  }
  CHECK(has(complaint({"spectrum", file, "--above=-1"}), "must not be"));
}

TEST_CASE("spectrum: a decimal matrix is enclosed as written, not as rounded") {
  const Folder folder;
  const json one = json_of(run_rankcert({"spectrum", folder.write("m.csv", "0.1\n"), "--json"}));
  CHECK(one["singular_values"][0].at("lower") < "0.1");
  CHECK(number(one["singular_values"][0].at("lower")) < 0.1);
  CHECK(number(one["singular_values"][0].at("upper")) > 0.1);
}

TEST_CASE("spectrum: files that are no matrix") {
  const Folder folder;
  CHECK(has(complaint({"spectrum", folder / "none.npy"}), "no such file"));
  CHECK(has(complaint({"spectrum", folder.path()}), "is a folder"));
  CHECK(has(complaint({"spectrum", "/dev/null"}), "no regular file"));
  CHECK(has(complaint({"spectrum", folder.write("m.npy", "1,2\n3,4\n")}), "no .npy file"));
  CHECK(has(complaint({"spectrum", folder.write("m.csv", "x,y\n1,2\n")}), "m.csv:1:1: 'x' is no number"));
  CHECK(has(complaint({"spectrum", folder.write("h.npy", npy_bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 1000000000), }", ""))}), "more than"));
  CHECK(has(complaint({"spectrum", folder.write("t.npy", npy_bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (4096, 4096), }", "12345678"))}), "promises"));
  CHECK(has(complaint({"spectrum", folder.write("n.npy", npy_bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }", raw_bytes<double>({-HUGE_VAL})))}), "infinite"));
  CHECK(run_rankcert({"spectrum"}).code == 2);
  CHECK(run_rankcert({"spectrum", folder.write("z.csv", "0,0\n0,0\n"), "--above", "0"}).code == 0);
}
