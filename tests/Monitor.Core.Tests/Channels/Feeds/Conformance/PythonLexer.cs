using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Cuts an expression into tokens; strings are decoded.</summary>
internal static partial class PythonLexer
{
    public static IReadOnlyList<PythonToken> Read(string text)
    {
        var tokens = new List<PythonToken>();
        for (var at = 0; at < text.Length;)
        {
            var match = TokenPattern().Match(text, at);
            if (!match.Success) throw new FormatException($"Not understood: {text[at..Math.Min(text.Length, at + 30)]}");
            at += match.Length;
            if (match.Groups["string"].Success) tokens.Add(new PythonToken("string", Decode(match.Groups["string"].Value, match.Groups["prefix"].Value)));
            else if (match.Groups["number"].Success) tokens.Add(new PythonToken("number", match.Groups["number"].Value));
            else if (match.Groups["name"].Success) tokens.Add(new PythonToken("name", match.Groups["name"].Value));
            else if (match.Groups["sign"].Success) tokens.Add(new PythonToken("sign", match.Groups["sign"].Value));
        }

        return tokens;
    }

    private static string Decode(string quoted, string prefix)
    {
        var edge = quoted.StartsWith("\"\"\"", StringComparison.Ordinal) || quoted.StartsWith("'''", StringComparison.Ordinal) ? 3 : 1;
        var inner = quoted[edge..^edge];
        return prefix.Contains('r', StringComparison.OrdinalIgnoreCase) ? inner : EscapePattern().Replace(inner, match => Escape(match.Value[1..]));
    }

    private static string Escape(string code) => code[0] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        '\n' => "",
        'x' or 'u' or 'U' when code.Length > 2 => char.ConvertFromUtf32(int.Parse(code[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        _ => code,
    };

    [GeneratedRegex("\\G(?:(?<space>[\\s\\\\]+)|(?<prefix>[uUbBrR]{0,2})(?<string>\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|'''(?:\\\\.|[^\\\\])*?'''|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')|(?<number>-?\\d+(?:\\.\\d+)?)|(?<name>[A-Za-z_]\\w*)|(?<sign>==|!=|>=|<=|[\\[\\](){}.,:+<>%-]))", RegexOptions.Singleline)]
    private static partial Regex TokenPattern();

    [GeneratedRegex("\\\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", RegexOptions.Singleline)]
    private static partial Regex EscapePattern();
}

/// <summary>One token: string, number, name or sign.</summary>
internal sealed record PythonToken(string Kind, string Text);
