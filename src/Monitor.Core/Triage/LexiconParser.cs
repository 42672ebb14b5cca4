using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Channels;
using YamlDotNet.RepresentationModel;

namespace Monitor.Core.Triage;

/// <summary>Reads a lexicon's YAML. Pure.</summary>
public static class LexiconParser
{
    /// <summary>Throws <see cref="FormatException"/>, with the line, for what is no lexicon.</summary>
    public static Lexicon Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = stream.Documents.Count == 1 ? stream.Documents[0].RootNode as YamlMappingNode : null;
        if (root is null) throw new FormatException("A lexicon is a mapping with 'outlets' and 'groups'.");
        var outlets = Map(root, "outlets").Children.ToDictionary(pair => OutletOf(pair.Key), pair => Number(pair.Value));
        var groups = Map(root, "groups").Children.Select(pair => ReadGroup(pair.Key.ToString(), pair.Value)).ToList();
        return new Lexicon(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..16], groups, outlets);
    }

    private static LexiconGroup ReadGroup(string key, YamlNode node)
    {
        var group = node as YamlMappingNode ?? throw Wrong(node, $"group '{key}' is a mapping.");
        var phrases = Map(group, "words").Children.SelectMany(language => (language.Value as YamlSequenceNode ?? throw Wrong(language.Value, "words are lists by language.")).Children.Select(word => new LexiconPhrase(word.ToString())));
        return new LexiconGroup(key, Number(Child(group, "weight")), Number(Child(group, "more")), Number(Child(group, "most")), Map(group, "says").Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString()), [.. phrases]);
    }

    private static Outlet OutletOf(YamlNode node) => Enum.TryParse<Outlet>(node.ToString().Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var outlet) ? outlet : throw Wrong(node, $"'{node}' is no outlet.");

    private static YamlMappingNode Map(YamlMappingNode map, string key) => Child(map, key) as YamlMappingNode ?? throw Wrong(map, $"'{key}' is a mapping.");

    private static YamlNode Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : throw Wrong(map, $"'{key}' is missing.");

    private static double Number(YamlNode node) => double.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(node, $"'{node}' is no number.");

    private static FormatException Wrong(YamlNode at, string text) => new($"Lexicon, line {at.Start.Line}: {text}");
}
