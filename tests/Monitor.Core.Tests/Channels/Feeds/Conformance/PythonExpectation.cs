namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Checks the statements of an expression that are about what we read; where there is none, the number of items in the file is.</summary>
internal sealed class PythonExpectation(string expression, int items, Uri url) : ICaseExpectation
{
    private readonly PythonNode _root = PythonParser.Parse(expression);

    /// <summary>feedparser calls a broken document bozo.</summary>
    public bool IsRefusal => _root is PythonName { Name: "bozo" };

    public CaseVerdict Check(CaseReading reading)
    {
        var verdict = Check(_root, new PythonFacts(reading, url, expression));
        return verdict.States ? verdict : verdict with { Fault = CaseComparison.Count(items, reading.Items.Count) };
    }

    private static CaseVerdict Check(PythonNode node, PythonFacts facts)
    {
        switch (node)
        {
            case PythonJunction { Operator: "and" } all:
                var parts = all.Operands.Select(operand => Check(operand, facts)).ToList();
                return new CaseVerdict(parts.Any(part => part.States), parts.Select(part => part.Fault).FirstOrDefault(fault => fault is not null));
            case PythonJunction any:
                var ways = any.Operands.Select(operand => Check(operand, facts)).Where(way => way.States).ToList();
                return ways.Count == 0 ? CaseVerdict.Silent : ways.Find(way => way.Fault is null) ?? ways[0];
            case PythonNot { Operand: PythonCall { Target: PythonIndex { Key: PythonLiteral { Value: "has_key" } } owner, Arguments: [PythonLiteral { Value: string key }] } }:
                return facts.Absent(new PythonIndex(owner.Target, new PythonLiteral(key)));
            case PythonComparison { Operators: var operators } comparison when operators.All(sign => sign == "=="):
                var value = comparison.Operands.FirstOrDefault(operand => operand is PythonLiteral or PythonList or PythonDictionary);
                return value is null ? CaseVerdict.Silent : Check(new PythonJunction("and", [.. comparison.Operands.Where(operand => operand != value).Select(operand => new PythonFact(operand, value))]), facts);
            case PythonFact fact:
                return facts.Equal(fact.Place, fact.Value);
            default:
                return CaseVerdict.Silent;
        }
    }

    private sealed record PythonFact(PythonNode Place, PythonNode Value) : PythonNode;
}
