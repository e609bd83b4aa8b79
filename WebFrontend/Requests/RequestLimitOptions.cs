using Microsoft.Extensions.Options;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The part of configuration section "Limits" that concerns HTTP.</summary>
public sealed class RequestLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>The largest request body in bytes, 1 KiB to 100 MiB. Default 1 MiB.</summary>
    public int RequestBody { get; set; } = 1 << 20;

    /// <summary>What is allowed.</summary>
    internal sealed class Rules : IValidateOptions<RequestLimitOptions>
    {
        private const int Least = 1 << 10;
        private const int Most = 100 << 20;

        public ValidateOptionsResult Validate(string? name, RequestLimitOptions options) =>
            options.RequestBody is >= Least and <= Most
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Limits:RequestBody: \"{options.RequestBody}\" is not allowed; it must be from {Least} to {Most} bytes.");
    }
}
