using System.Security.Claims;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Who calls, by whatever credentials.</summary>
/// <param name="Actor">As the list of changes names it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Tenant">The tenant whose jobs alone it may see and make; null: the whole service.</param>
/// <param name="Key">The API key that it showed, or with which its token was made; null: none.</param>
/// <param name="Until">When its credentials end; null: never.</param>
internal sealed record Caller(string Actor, ImmutableArray<string> Scopes, string? Tenant = null, Guid? Key = null, DateTimeOffset? Until = null)
{
    private const string ActorClaim = "sub";
    private const string TenantClaim = "tenant";

    /// <summary>Whoever shows the key of the configuration.</summary>
    public static Caller Admin { get; } = new("admin-key", [Access.Scopes.Admin]);

    /// <summary>Who sent this request; null if that is not known.</summary>
    public static Caller? Of(HttpContext context) => context.User.Identities.OfType<Identity>().FirstOrDefault()?.Caller;

    /// <summary>Whether it may do what a scope is for.</summary>
    public bool Has(string scope) => Scopes.Contains(scope) || Scopes.Contains(Access.Scopes.Admin);

    /// <summary>The caller as the framework knows it.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new Identity(this));

    private sealed class Identity : ClaimsIdentity
    {
        public Identity(Caller caller)
            : base(caller.Scopes.Select(scope => new Claim(Access.Scopes.Claim, scope)), authenticationType: "OrleansJobs", ActorClaim, roleType: null)
        {
            Caller = caller;
            AddClaim(new Claim(ActorClaim, caller.Actor));
            if (caller.Tenant is { } tenant) AddClaim(new Claim(TenantClaim, tenant));
        }

        public Caller Caller { get; }
    }
}
