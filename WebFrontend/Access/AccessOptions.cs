namespace OrleansJobs.WebFrontend.Access;

/// <summary>The part of configuration section "Access" that web processes have: who may call them. All processes of one service have the same.</summary>
public sealed class AccessOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Access";

    /// <summary>
    /// The credential of the first operator, who may do everything: at least 32 characters, of a random source. Null, the default, and no
    /// <see cref="Jwt"/>: whoever calls from this machine may do everything, and nobody else may call.
    /// </summary>
    public string? AdminKey { get; set; }

    /// <summary>
    /// A secret of at least 32 characters that goes into the hashes of API keys, so that whoever can write to the database cannot make keys. Null, the
    /// default: none does. When it changes, all keys end.
    /// </summary>
    public string? Pepper { get; set; }

    /// <summary>How long a process goes by what it read of an API key, 0 to 1 min: after so long a revoked one counts no more. Default 1 s.</summary>
    public TimeSpan KeyRefresh { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a token of POST /auth/token is good, and its default, 1 s to a day. Default 15 min.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often one caller may ask.</summary>
    public BucketOptions Throttle { get; set; } = new() { Permits = 10_000, Burst = 20_000 };

    /// <summary>How often one address may show credentials that do not count.</summary>
    public BucketOptions Failures { get; set; } = new() { Permits = 5, Burst = 50 };

    /// <summary>Tokens that somebody else gives out.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>Origins whose pages may call, such as https://ops.example.org. Default none.</summary>
    public string[] Origins { get; set; } = [];
}
