#include "report/render_junit.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "exact/digest.hpp"
#include "report/sample_report.hpp"

using namespace rankcert;
using nlohmann::json;

namespace {

/// Reads the XML with Python's parser and holds it against the shape that CI systems read: element names, the attributes
/// that each must have, what may stand in what, counts that add up. Prints the test cases as JSON.
const char* const shape = R"py(
import json, sys, xml.etree.ElementTree as tree
children = {'testsuites': {'testsuite'}, 'testsuite': {'testcase'}, 'testcase': {'properties', 'failure', 'error', 'skipped'},
            'properties': {'property'}, 'property': set(), 'failure': set(), 'error': set(), 'skipped': set()}
counts = {'tests', 'failures', 'errors', 'skipped', 'time'}
needed = {'testsuites': counts | {'name'}, 'testsuite': counts | {'name'}, 'testcase': {'classname', 'name', 'time'}, 'properties': set(),
          'property': {'name', 'value'}, 'failure': {'message', 'type'}, 'error': {'message', 'type'}, 'skipped': {'message'}}
def check(element):
    assert set(element.attrib) == needed[element.tag], element.attrib
    for child in element:
        assert child.tag in children[element.tag], child.tag
        check(child)
    if element.tag in ('testsuites', 'testsuite'):
        cases = list(element.iter('testcase'))
        assert int(element.get('tests')) == len(cases)
        for tag, name in (('failure', 'failures'), ('error', 'errors'), ('skipped', 'skipped')):
            assert int(element.get(name)) == sum(case.find(tag) is not None for case in cases), name
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == 'testsuites'
check(root)
cases = []
for case in root.iter('testcase'):
    outcomes = [child.tag for child in case if child.tag != 'properties']
    assert len(outcomes) <= 1
    message = case.find(outcomes[0]).get('message') if outcomes else ''
    cases.append({'class': case.get('classname'), 'name': case.get('name'), 'outcome': outcomes[0] if outcomes else 'passed', 'message': message,
                  'properties': {p.get('name'): p.get('value') for p in case.iter('property')}})
names = [(case['class'], case['name']) for case in cases]
assert len(names) == len(set(names)), 'two cases of one name'
print(json.dumps(cases))
)py";

json cases_of(const std::string& xml) {
  const auto text = test::python(shape, xml);
  return text ? json::parse(*text) : json();
}

}  // namespace

TEST_CASE("junit: one case a point with its numbers, and what each verdict is") {
  const json cases = cases_of(render_junit(test::sample_report().report, false));
  if (cases.is_null()) return;
  REQUIRE(cases.size() == 7);
  CHECK(cases[0]["class"] == "sample.next");
  CHECK(cases[0]["name"] == "n=3");
  CHECK(cases[0]["properties"] == json{{"predicted", "3"}, {"compared", "4"}, {"margin", "1"}, {"verdict", "certified"}, {"expected", "certified"},
                                       {"knowledge", "proved"}, {"trust", "kernel"}, {"file", "next.json"}, {"digest", sha256("next")}});
  std::vector<std::string> outcomes;
  for (const json& one : cases) outcomes.push_back(one["outcome"]);
  CHECK(outcomes == std::vector<std::string>{"passed", "passed", "passed", "failure", "skipped", "passed", "skipped"});
  CHECK(cases[3]["message"] == "refuted: 3 > 5; expected certified");
  CHECK(cases[5]["properties"]["measured"] == "[2, 2.5]");
  CHECK(cases[6]["message"].get<std::string>().find("not measured: too large") != std::string::npos);
}

TEST_CASE("junit: what is undecided is an error if strict") {
  const json cases = cases_of(render_junit(test::sample_report().report, true));
  if (cases.is_null()) return;
  CHECK(cases[4]["outcome"] == "error");
  CHECK(cases[6]["outcome"] == "skipped");  // nothing was to be decided
}

TEST_CASE("junit: a refused file is an error") {
  test::SampleReport sample = test::good_report();
  sample.report.refused = {{.file = "a.json", .reason = "C2 digest: wrong"}};
  const json cases = cases_of(render_junit(sample.report, false));
  if (cases.is_null()) return;
  CHECK(cases[4]["outcome"] == "error");
  CHECK(cases[4]["name"] == "a.json");
  CHECK(cases[4]["message"] == "C2 digest: wrong");
}

TEST_CASE("junit: hostile text is text") {
  for (const char* text : {"</testsuites>", "\"/><x y=\"", "]]>", "&x; &#0;", "a\x1B[31m\nb", "\xEF\xBF\xBF\xEF\xBF\xBE"}) {
    const json cases = cases_of(render_junit(test::hostile_report(text).report, true));
    if (cases.is_null()) return;
    CHECK(cases.size() == 2);
  }
  CHECK(cases_of(render_junit(test::hostile_report("a<b>&\"c").report, true)).at(1)["message"] == "a<b>&\"c");
}

TEST_CASE("junit: two texts of one claim have names of their own, and so have long parameters") {
  test::SampleReport sample = test::good_report();
  test::SampleReport other = test::good_report();
  other.claims.front()->digest = "sha256:0123456789abcdef";
  sample.report.claims.push_back(other.report.claims.front());
  CHECK(cases_of(render_junit(sample.report, false)).size() == 8);

  test::SampleReport long_values = test::good_report();
  auto& points = long_values.report.claims.front().points;
  points.resize(1);
  points.push_back(points.front());
  const Rational large = pow(Integer(10), 100);
  points[0].result.point.parameters["n"] = large;
  points[1].result.point.parameters["n"] = large + 1;
  CHECK(cases_of(render_junit(long_values.report, false)).size() == 2);
}
