#ifndef SMSCTL_CLIBCURL_H
#define SMSCTL_CLIBCURL_H

#include <curl/curl.h>

#endif
