using System.Globalization;
using System.Text.RegularExpressions;
using Monitor.Core.Channels;
using Monitor.Core.Fetching.Ways;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Monitor.Core.Pipelines;

/// <summary>Reads pipeline files (YAML; shape: pipelines/pipeline.schema.json). All errors of a file are told at once, with their lines.</summary>
public static partial class PipelineLoader
{
    private static readonly string[] TopKeys = ["name", "stages", "egress", "lexicons", "channels"];
    private static readonly string[] ChannelKeys = ["name", "kind", "url", "title", "outlet", "interval", "since"];

    /// <summary>Kinds that are polled; what people bring by hand has a channel that no file names.</summary>
    private static readonly Dictionary<string, ChannelKind> Kinds = new(StringComparer.Ordinal) { ["telegram"] = ChannelKind.Telegram, ["feed"] = ChannelKind.Feed, ["youtube"] = ChannelKind.YouTube };

    private static readonly Dictionary<string, Outlet> Outlets = new(StringComparer.Ordinal)
    {
        ["security-service"] = Outlet.SecurityService,
        ["state-media"] = Outlet.StateMedia,
        ["pro-government"] = Outlet.ProGovernment,
        ["independent"] = Outlet.Independent,
        ["union"] = Outlet.Union,
    };

    /// <summary>Throws <see cref="PipelineException"/>.</summary>
    public static PipelineDefinition Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Throws <see cref="PipelineException"/>. <paramref name="file"/> is named in the errors.</summary>
    public static PipelineDefinition Parse(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            throw new PipelineException([$"{file}:{fault.Start.Line}: the YAML is broken: {fault.InnerException?.Message ?? fault.Message}"]);
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new PipelineException([$"{file}:1: a pipeline file is one YAML mapping with name, stages and channels."]);
        var node = new YamlReading(file);
        node.CheckKeys(root, TopKeys);
        var name = node.Match(root, "name", ShortName.Pattern(), "small letters, digits and hyphens, such as belarus");
        var stages = ReadStages(node, root);
        var egress = YamlReading.Has(root, "egress") ? node.Match(root, "egress", EgressPattern(), "direct, or socks5://host:port") : "";
        if (egress.Length > 0 && EgressRoute.Parse(egress) is null) node.Error(root, $"'egress' is '{egress}'; expected direct, or socks5://host:port with a port up to 65535.");
        var lexicons = YamlReading.Has(root, "lexicons") ? node.Sequence(root, "lexicons").Select(entry => node.Match(entry, ShortName.Pattern(), "the name of a file in lexicons, without .yaml")).ToList() : [];
        var channels = node.Sequence(root, "channels").Select(entry => ReadChannel(node, entry)).OfType<ChannelDefinition>().ToList();
        foreach (var twin in channels.GroupBy(channel => channel.Name).Where(group => group.Count() > 1))
            node.Error(root, $"two channels are called '{twin.Key}'; names are unique in a pipeline.");
        return node.Errors.Count > 0 ? throw new PipelineException(node.Errors) : new PipelineDefinition(name, name == PipelineDefinition.DemoName, stages, channels) { Egress = egress, Lexicons = lexicons };
    }

    private static IReadOnlyList<StageKind> ReadStages(YamlReading node, YamlMappingNode root)
    {
        if (!YamlReading.Has(root, "stages")) return StageFacts.Optional;
        var stages = new List<StageKind>();
        foreach (var entry in node.Sequence(root, "stages"))
        {
            var known = StageFacts.Optional.Where(stage => string.Equals(Hyphenated(stage), (entry as YamlScalarNode)?.Value, StringComparison.Ordinal)).ToList();
            if (known.Count == 1) stages.Add(known[0]);
            else node.Error(entry, $"'{entry}' is no stage; known are {string.Join(", ", StageFacts.Optional.Select(Hyphenated))}.");
        }

        return stages;
    }

    private static ChannelDefinition? ReadChannel(YamlReading node, YamlNode entry)
    {
        if (entry is not YamlMappingNode channel)
        {
            node.Error(entry, "a channel is a mapping with name, kind and url.");
            return null;
        }

        node.CheckKeys(channel, ChannelKeys);
        var name = node.Match(channel, "name", ShortName.Pattern(), "small letters, digits and hyphens");
        var kind = node.OneOf(channel, "kind", Kinds);
        var typed = node.Match(channel, "url", AnyPattern(), ChannelUrl.Expected(kind));
        var url = ChannelUrl.Of(kind, typed);
        if (url is null && typed.Length > 0) node.Error(channel.Children[new YamlScalarNode("url")], $"'url' is '{typed}'; expected {ChannelUrl.Expected(kind)}.");
        var outlet = node.OneOf(channel, "outlet", Outlets);
        var interval = ReadInterval(node, channel);
        var since = YamlReading.Has(channel, "since") ? node.Match(channel, "since", DatePattern(), "a date such as 2020-08-09") : "";
        DateTimeOffset? from = DateTimeOffset.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : null;
        if (since.Length > 0 && from is null) node.Error(channel, $"'since' is '{since}', which is no day.");
        return url is null ? null : new ChannelDefinition(name, kind, url, YamlReading.Optional(channel, "title") ?? name, outlet, interval) { Since = from };
    }

    private static TimeSpan ReadInterval(YamlReading node, YamlMappingNode channel)
    {
        if (!YamlReading.Has(channel, "interval")) return TimeSpan.Zero;
        var match = IntervalPattern().Match(node.Match(channel, "interval", IntervalPattern(), "a time between 1m and 24h, such as 15m"));
        if (!match.Success) return TimeSpan.Zero;
        var number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var interval = match.Groups[2].Value == "m" ? TimeSpan.FromMinutes(number) : TimeSpan.FromHours(number);
        if (PollSchedule.Clamp(interval) != interval) node.Error(channel, "interval lies between 1m and 24h.");
        return interval;
    }

    private static string Hyphenated(StageKind stage) => HumpPattern().Replace(stage.ToString(), "-$1").TrimStart('-').ToLowerInvariant();

    [GeneratedRegex("^.{1,2000}$")]
    private static partial Regex AnyPattern();

    [GeneratedRegex("^(direct|socks5://.{1,260})$")]
    private static partial Regex EgressPattern();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    private static partial Regex DatePattern();

    [GeneratedRegex("^([0-9]{1,4})(m|h)$")]
    private static partial Regex IntervalPattern();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex HumpPattern();
}
