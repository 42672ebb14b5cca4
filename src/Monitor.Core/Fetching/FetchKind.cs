namespace Monitor.Core.Fetching;

/// <summary>What is asked for; decides the limits of the exchange.</summary>
public enum FetchKind { Feed, Page, Video, Issuer }
