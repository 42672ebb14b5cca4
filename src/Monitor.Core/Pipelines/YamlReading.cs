using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Monitor.Core.Pipelines;

/// <summary>Reads typed values out of YAML nodes and collects what is wrong, each with file and line.</summary>
internal sealed class YamlReading(string file)
{
    private readonly List<string> errors = [];

    public IReadOnlyList<string> Errors => errors;

    public void Error(YamlNode at, string text) => errors.Add($"{file}:{at.Start.Line}: {text}");

    public void CheckKeys(YamlMappingNode map, string[] known)
    {
        foreach (var key in map.Children.Keys)
            if (!known.Contains(key.ToString())) Error(key, $"'{key}' is not known here; known are {string.Join(", ", known)}.");
    }

    public static bool Has(YamlMappingNode map, string key) => Find(map, key) is not null;

    public static string? Optional(YamlMappingNode map, string key) => (Find(map, key) as YamlScalarNode)?.Value;

    public string Match(YamlMappingNode map, string key, Regex pattern, string expected)
    {
        var node = Find(map, key);
        var value = (node as YamlScalarNode)?.Value;
        if (value is not null && pattern.IsMatch(value)) return value;
        Error(node ?? map, node is null ? $"'{key}' is missing; expected {expected}." : $"'{key}' is '{value}'; expected {expected}.");
        return "";
    }

    /// <summary>The text of an entry of a list.</summary>
    public string Match(YamlNode entry, Regex pattern, string expected)
    {
        if ((entry as YamlScalarNode)?.Value is { } value && pattern.IsMatch(value)) return value;
        Error(entry, $"'{entry}' was not expected; expected {expected}.");
        return "";
    }

    public T OneOf<T>(YamlMappingNode map, string key, IReadOnlyDictionary<string, T> known) where T : struct
    {
        var node = Find(map, key);
        if ((node as YamlScalarNode)?.Value is { } value && known.TryGetValue(value, out var found)) return found;
        Error(node ?? map, (node is null ? $"'{key}' is missing" : $"'{key}' is '{node}'") + $"; expected one of {string.Join(", ", known.Keys)}.");
        return default;
    }

    public IReadOnlyList<YamlNode> Sequence(YamlMappingNode map, string key)
    {
        var node = Find(map, key);
        if (node is YamlSequenceNode list) return [.. list.Children];
        if (node is YamlScalarNode { Value: null or "" }) return [];
        Error(node ?? map, $"'{key}' is a list.");
        return [];
    }

    private static YamlNode? Find(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
}
