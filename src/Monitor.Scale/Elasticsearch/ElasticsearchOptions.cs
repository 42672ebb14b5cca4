using System.ComponentModel.DataAnnotations;

namespace Monitor.Scale.Elasticsearch;

/// <summary>How the search cluster is reached.</summary>
public sealed class ElasticsearchOptions : IValidatableObject
{
    public const string Section = "Search:Elasticsearch";

    /// <summary>Nodes, such as https://search-1:9200. Plain http is for the loopback address only.</summary>
    [MinLength(1, ErrorMessage = "Search:Elasticsearch:Urls names no node.")] public IList<string> Urls { get; } = [];

    /// <summary>The alias that is searched; indices are called ALIAS-VERSION-NUMBER. Small letters, digits and hyphens; default monitor-archive.</summary>
    [RegularExpression("^[a-z][a-z0-9-]{0,60}$", ErrorMessage = "Search:Elasticsearch:Alias has small letters, digits and hyphens.")] public string Alias { get; set; } = "monitor-archive";

    /// <summary>PEM file of the authority that the nodes' certificates must come from; where null, the system's authorities count.</summary>
    public string? CaCertificate { get; set; }

    /// <summary>File that holds an API key (the encoded form); goes before user and password.</summary>
    public string? ApiKeyFile { get; set; }

    public string? User { get; set; }

    /// <summary>File that holds the password of <see cref="User"/>.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Copies of the index on other nodes: "0-1" (default) where there is another node, "0-all", or a number.</summary>
    [RegularExpression("^[0-9](-([0-9]|all))?$", ErrorMessage = "Search:Elasticsearch:Replicas is a number, or a range such as 0-1.")] public string Replicas { get; set; } = "0-1";

    /// <summary>"direct" where the nodes may be asked at a public address although a proxy is set; empty otherwise.</summary>
    [RegularExpression("^(direct)?$", ErrorMessage = "Search:Elasticsearch:Egress is 'direct' or empty.")] public string? Egress { get; set; }

    /// <summary>True where nodes are asked at loopback and private addresses only.</summary>
    public bool IsNearOnly { get; set; }

    /// <summary>Seconds that one request may take, 1 to 600; default 60.</summary>
    [Range(1, 600)] public int RequestSeconds { get; set; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var url in Urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var node) || node.Scheme is not ("http" or "https")) yield return new ValidationResult($"Search:Elasticsearch:Urls: '{url}' is no http or https address.");
            else if (node.Scheme == "http" && !node.IsLoopback) yield return new ValidationResult($"Search:Elasticsearch:Urls: '{url}' would send the archive in the clear; use https.");
            else if (node.UserInfo.Length > 0) yield return new ValidationResult("Search:Elasticsearch:Urls: credentials belong into ApiKeyFile, or User and PasswordFile.");
        }

        foreach (var file in new[] { CaCertificate, ApiKeyFile, PasswordFile })
            if (file is not null && !File.Exists(file)) yield return new ValidationResult($"Search:Elasticsearch: there is no file '{file}'.");
        if (User is null != PasswordFile is null) yield return new ValidationResult("Search:Elasticsearch: User and PasswordFile go together.");
    }
}
