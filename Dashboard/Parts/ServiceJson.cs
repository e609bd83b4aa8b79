using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansJobs.Client;
using OrleansJobs.Client.Http;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>Answers of routes for which the client has no method.</summary>
internal static class ServiceJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>Reads what a path answers.</summary>
    /// <exception cref="OrleansJobsException">It cannot be read.</exception>
    public static Task<T> Read<T>(this OrleansJobsClient service, string path, CancellationToken stop) => service.Api.Get(path, TypeOf<T>(), stop);

    /// <summary>Sends a request without a body.</summary>
    /// <exception cref="OrleansJobsException">It was refused.</exception>
    public static Task<T> Send<T>(this OrleansJobsClient service, HttpMethod method, string path, CancellationToken stop) =>
        service.Api.Send(new ApiCall(method, path), TypeOf<T>(), stop);

    /// <summary>Puts something where a path says.</summary>
    /// <exception cref="OrleansJobsException">It was refused.</exception>
    public static Task Put(this OrleansJobsClient service, string path, ReadOnlyMemory<byte> body, string mediaType, CancellationToken stop) =>
        service.Api.Send(new ApiCall(HttpMethod.Put, path) { Body = body, MediaType = mediaType }, stop);

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
