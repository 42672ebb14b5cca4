using YamlDotNet.RepresentationModel;

namespace Monitor.Core.People;

/// <summary>Given names that are one name in several languages, from pipelines/lexicons/given-names.yaml.</summary>
public sealed class GivenNames
{
    private readonly Dictionary<string, HashSet<int>> sets = new(StringComparer.Ordinal);

    /// <summary>Reads the file's text. Throws <see cref="FormatException"/> where it is no list of lists under "sets".</summary>
    public static GivenNames Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root || !root.Children.TryGetValue("sets", out var found) || found is not YamlSequenceNode rows)
            throw new FormatException("The list of given names has no 'sets'.");
        var names = new GivenNames();
        foreach (var (number, row) in rows.Index())
            foreach (var name in row as YamlSequenceNode ?? throw new FormatException($"Line {row.Start.Line}: a set of given names is a list."))
                names.Add(name.ToString(), number);
        return names;
    }

    /// <summary>The file that comes with the program.</summary>
    public static GivenNames Load() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pipelines", "lexicons", "given-names.yaml")));

    /// <summary>The sets that a word belongs to; empty where it is no given name that is known.</summary>
    public IReadOnlySet<int> SetsOf(string word) => sets.GetValueOrDefault(NameKeys.Lower(word)) ?? (IReadOnlySet<int>)Empty;

    private static readonly HashSet<int> Empty = [];

    private void Add(string name, int set)
    {
        var lower = NameKeys.Lower(name);
        IEnumerable<string> forms = PersonName.ScriptOf(lower) == "Latn" ? [lower] : [lower, .. Transliteration.Schemes.Select(scheme => scheme.Render(lower)).SelectMany(form => (string[])[NameKeys.Lower(form), Archive.Language.TextFolding.Fold(form)])];
        foreach (var form in forms)
        {
            if (!sets.TryGetValue(form, out var numbers)) sets[form] = numbers = [];
            numbers.Add(set);
        }
    }
}
