using OrleansJobs.Access;
using OrleansJobs.WebFrontend.Audit;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>An API key, and this once the key itself.</summary>
/// <param name="Key">The key, to be sent as Authorization: Bearer. It is told in this answer only.</param>
/// <param name="Info">What is known of it.</param>
public sealed record NewApiKey(string Key, ApiKey Info);

/// <summary>The API keys.</summary>
/// <param name="Keys">The keys, the newest first.</param>
public sealed record ApiKeyList(ImmutableArray<ApiKey> Keys);

/// <summary>API keys over HTTP. The routes demand the scope admin.</summary>
internal static class ApiKeyEndpoints
{
    private const string InfoExample =
        """{"id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11", "name": "billing", "scopes": ["jobs:submit", "jobs:read"], "createdAt": "2026-01-31T12:00:00Z", "createdBy": "admin-key"}""";

    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/admin/keys").WithTags("Admin").RequireAuthorization(Scopes.Admin);
        keys.MapPost("", Create);
        keys.MapGet("", List);
        keys.MapDelete("{id}", Revoke).WithMetadata(ParameterPart.Path("id", "The key's id.", "uuid"));
    }

    /// <summary>Makes an API key</summary>
    /// <remarks>It holds in all processes at once. Only a hash of it is stored.</remarks>
    /// <response code="201">The key, which is told this once</response>
    [Fails(409)]
    [Example(201, $$"""{"key": "ojk_0199f7a25c1e7c3a9d0b6b1f6f0b8a11_qZ0eIhv0mG4V9mZ3mC1nA2bD4fH6jK8lN0pR2tV4xY6", "info": {{InfoExample}}}""")]
    public static async Task<Results<MadeAt<NewApiKey>, Problem>> Create(
        Body<ApiKeyBody, ApiKeyForm> body, HttpContext context, IGrainFactory grains, IIdSource ids, TimeProvider time, IOptions<AccessOptions> options)
    {
        if (body.Problem is { } problem) return problem;
        var now = time.GetUtcNow();
        if (body.Value.ExpiresAt <= now) return Problem.Invalid(new FieldError { Field = "expiresAt", Message = "must be in the future" });
        var text = ApiKeyText.New(ids.NewId());
        var info = new ApiKey
        {
            Id = text.Id,
            Name = body.Value.Name,
            Scopes = body.Value.Scopes,
            Tenant = body.Value.Tenant,
            ExpiresAt = body.Value.ExpiresAt,
            CreatedAt = now,
            CreatedBy = Caller.Of(context)!.Actor,
        };
        if (!await grains.GetGrain<IApiKeysGrain>(0).Add(new StoredApiKey { Key = info, Hash = text.Hash(options.Value.Pepper) })) return ProblemTypes.TooManyKeys;
        Audited.Tell(context, after: Json.From(JsonReply.Utf8(info, ApiJson.Default.ApiKey)));
        return new MadeAt<NewApiKey>(new NewApiKey(text.ToString(), info), $"/admin/keys/{text.Id}");
    }

    /// <summary>Lists the API keys</summary>
    /// <response code="200">The keys, the newest first</response>
    [Example(200, $$"""{"keys": [{{InfoExample}}]}""")]
    public static async Task<Results<Answer<ApiKeyList>, Problem>> List(NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<ApiKeyList>(new ApiKeyList(await grains.GetGrain<IApiKeysGrain>(0).List()));
    }

    /// <summary>Revokes an API key</summary>
    /// <remarks>It, and the tokens that were made with it, count no more, in other processes after a second at most.</remarks>
    /// <response code="204">The key has ended</response>
    [Fails(404)]
    public static async Task<Results<NoContent, Problem>> Revoke(string id, HttpContext context, IGrainFactory grains)
    {
        if (IdText.Read(id) is not { } known || await grains.GetGrain<IApiKeysGrain>(0).Remove(known) is not { } key) return ProblemTypes.KeyNotFound;
        context.RequestServices.GetService<KnownKeys>()?.Forget(known);
        Audited.Tell(context, before: Json.From(JsonReply.Utf8(key, ApiJson.Default.ApiKey)));
        return TypedResults.NoContent();
    }
}
