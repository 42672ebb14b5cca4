using System.Globalization;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Reads an expression of feedparser's tests. Throws <see cref="FormatException"/> on what they do not use.</summary>
internal sealed class PythonParser(IReadOnlyList<PythonToken> tokens)
{
    private int _at;

    public static PythonNode Parse(string text)
    {
        var parser = new PythonParser(PythonLexer.Read(text));
        var node = parser.Or();
        return parser._at == parser.Count ? node : throw new FormatException("Rest: " + parser.Peek());
    }

    private int Count => tokens.Count;

    private PythonNode Or() => Junction("or", And);

    private PythonNode And() => Junction("and", Not);

    private PythonNode Junction(string word, Func<PythonNode> operand)
    {
        var operands = new List<PythonNode> { operand() };
        while (Take(word)) operands.Add(operand());
        return operands.Count == 1 ? operands[0] : new PythonJunction(word, operands);
    }

    private PythonNode Not() => Take("not") ? new PythonNot(Not()) : Comparison();

    private PythonNode Comparison()
    {
        var operands = new List<PythonNode> { Sum() };
        var operators = new List<string>();
        while (Peek() is "==" or "!=" or "is" or "in" or ">" or "<" or ">=" or "<=" or "not")
        {
            var word = Next();
            if (word == "is" && Take("not")) word = "is not";
            if (word == "not" && Take("in")) word = "not in";
            operators.Add(word);
            operands.Add(Sum());
        }

        return operators.Count == 0 ? operands[0] : new PythonComparison(operands, operators);
    }

    private PythonNode Sum()
    {
        var node = Primary();
        while (Take("+"))
            node = (node, Primary()) is (PythonLiteral { Value: string left }, PythonLiteral { Value: string right }) ? new PythonLiteral(left + right) : throw new FormatException("A sum of other things than strings.");
        return node;
    }

    private PythonNode Primary()
    {
        var node = Atom();
        while (true)
        {
            if (Take("[")) node = new PythonIndex(node, Closed(Or(), "]"));
            else if (Take(".")) node = new PythonIndex(node, new PythonLiteral(Next()));
            else if (Take("(")) node = new PythonCall(node, List(")"));
            else return node;
        }
    }

    private PythonNode Atom()
    {
        if (_at >= Count) throw new FormatException("The expression ends too soon.");
        var token = tokens[_at++];
        return token switch
        {
            { Kind: "string" } => new PythonLiteral(Joined(token.Text)),
            { Kind: "number" } => new PythonLiteral(double.Parse(token.Text, CultureInfo.InvariantCulture)),
            { Text: "None" } => new PythonLiteral(null),
            { Text: "True" or "False" } => new PythonLiteral(token.Text == "True"),
            { Kind: "name" } => new PythonName(token.Text),
            { Text: "[" } => new PythonList(List("]")),
            { Text: "(" } => Group(),
            { Text: "{" } => Dictionary(),
            _ => throw new FormatException("Unexpected: " + token.Text),
        };
    }

    private string Joined(string first)
    {
        while (_at < Count && tokens[_at].Kind == "string") first += tokens[_at++].Text;
        return first;
    }

    private PythonNode Group()
    {
        var items = List(")");
        return items.Count == 1 && tokens[_at - 2].Text != "," ? items[0] : new PythonList(items);
    }

    private PythonDictionary Dictionary()
    {
        var items = new List<(PythonNode, PythonNode)>();
        while (!Take("}"))
        {
            var key = Sum();
            if (!Take(":")) throw new FormatException("A dictionary without a colon.");
            items.Add((key, Or()));
            Take(",");
        }

        return new PythonDictionary(items);
    }

    private List<PythonNode> List(string end)
    {
        var items = new List<PythonNode>();
        while (!Take(end))
        {
            items.Add(Or());
            Take(",");
        }

        return items;
    }

    private PythonNode Closed(PythonNode node, string end) => Take(end) ? node : throw new FormatException("Not closed: " + end);

    private string? Peek() => _at < Count && tokens[_at].Kind != "string" ? tokens[_at].Text : null;

    private string Next() => _at < Count ? tokens[_at++].Text : throw new FormatException("The expression ends too soon.");

    private bool Take(string text)
    {
        if (Peek() != text) return false;
        _at++;
        return true;
    }
}
