#ifndef SMSCTL_CLIBCURL_H
#define SMSCTL_CLIBCURL_H

// libcurl sets and reads options through variadic functions, which Swift cannot call.
// Each function here is one such call with one argument type, and nothing else.

#include <curl/curl.h>

CURLcode smsctl_curl_global_init(void);

CURLcode smsctl_curl_set_long(CURL *easy, CURLoption option, long value);
/// curl copies the text, except for CURLOPT_POSTFIELDS and CURLOPT_ERRORBUFFER.
CURLcode smsctl_curl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode smsctl_curl_set_pointer(CURL *easy, CURLoption option, void *value);
/// For CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION, whose types are the same.
CURLcode smsctl_curl_set_callback(CURL *easy, CURLoption option, curl_write_callback value);
CURLcode smsctl_curl_set_size(CURL *easy, CURLoption option, curl_off_t value);
/// Refuses all but http and https; the option for it changed its name in curl 7.85.
CURLcode smsctl_curl_allow_http_only(CURL *easy);

CURLcode smsctl_curl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode smsctl_curl_get_size(CURL *easy, CURLINFO info, curl_off_t *value);

CURLMcode smsctl_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);

#endif
